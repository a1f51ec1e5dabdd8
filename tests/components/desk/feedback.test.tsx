import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Feedback } from '@/components/desk/measures/Feedback';
import type { ClientFeedback } from '@/lib/papers';
import { dateText } from '@/lib/text';
import { Editors } from '../../fixtures/editors.tsx';
import { english } from '../../fixtures/english.ts';
import { NOW } from '../../fixtures/panel.tsx';
import { accessible, show } from '../show.tsx';

const newId = () => 'answer';

describe('what clients say about sessions', () => {
  const said = () => page.getByRole('region', { name: 'What they say about sessions' });

  test('is kept with each part left out or not, and can be removed', async () => {
    let kept: ClientFeedback = { answers: [] };
    const draw = (writes: number) =>
      show(
        <Editors>
          <Feedback
            day={({ at }) => dateText(at, english.locale)}
            papers={{
              of: 'one',
              readPaper: async () => kept as never,
              writes,
              write: async (_, __, change) => {
                kept = change(kept as never) as never;
                return null;
              },
              newId,
              heads: [],
              addNotes: async () => null,
            }}
          />
        </Editors>,
        'pages',
      );
    await draw(0);
    const saveIt = () => userEvent.click(page.getByRole('button', { name: 'Save what they said' }));
    await saveIt();
    await expect.element(page.getByRole('alert')).toMatchTextContent(/Choose an answer/);
    const mattered = page.getByRole('radiogroup', { name: /about what matters most/ });
    await userEvent.click(mattered.getByRole('radio', { name: '8', exact: true }));
    await userEvent.fill(page.getByLabelText('Anything else, in their words'), ' more silence ');
    await saveIt();
    expect(kept.answers).toMatchObject([
      { at: NOW, mattered: 8, lead: null, words: 'more silence' },
    ]);
    await draw(1);
    await expect.element(said().getByRole('table')).toMatchTextContent(/8–more silence/);
    await accessible();
    await userEvent.click(said().getByText('Remove answers'));
    await userEvent.click(page.getByRole('button', { name: /^Remove the answers of/ }));
    expect(kept.answers).toEqual([]);
  });
});
