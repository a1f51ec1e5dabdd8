import { describe, expect, test } from 'vitest';
import {
  formatProblem,
  type OwnFormat,
  withoutSection,
  withPlace,
  withSectionMoved,
} from '@/lib/notes';

const OWN: OwnFormat = {
  id: 'own',
  name: 'Mine',
  sections: [
    { id: 'a', title: 'First' },
    { id: 'b', title: 'Second' },
  ],
  places: { said: 'a', plan: 'b', risk: 'b' },
};

test.each([
  ['formatNameEmpty', { name: '  ' }],
  ['formatNameTaken', { name: ' soap ' }],
  ['formatSectionsNone', { sections: [] }],
  ['formatTitleEmpty', { sections: [{ id: 'a', title: ' ' }] }],
  [
    'formatTitleTaken',
    {
      sections: [
        { id: 'a', title: 'Same' },
        { id: 'b', title: 'same ' },
      ],
    },
  ],
  [null, {}],
])('%s is what is wrong', (problem, change) => {
  expect(formatProblem({ ...OWN, ...change }, ['SOAP'])).toBe(problem);
});

describe('a format', () => {
  test('loses a section, and nothing goes there any more', () => {
    const { sections, places } = withoutSection(OWN, 'b');
    expect(sections).toEqual([{ id: 'a', title: 'First' }]);
    expect(places).toEqual({ said: 'a' });
  });

  test('takes a kind of note to another section, or leaves it out', () => {
    expect(withPlace(OWN, 'plan', 'a').places).toEqual({ said: 'a', plan: 'a', risk: 'b' });
    expect(withPlace(OWN, 'plan', null).places).toEqual({ said: 'a', risk: 'b' });
  });

  test('has its sections in another order, within its ends', () => {
    const ids = ({ sections }: OwnFormat) => sections.map(({ id }) => id);
    expect(ids(withSectionMoved(OWN, 'b', -1))).toEqual(['b', 'a']);
    expect(ids(withSectionMoved(OWN, 'a', 1))).toEqual(['b', 'a']);
    expect(ids(withSectionMoved(OWN, 'a', -1))).toEqual(['a', 'b']);
    expect(ids(withSectionMoved(OWN, 'b', 1))).toEqual(['a', 'b']);
  });
});
