import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ClientPapers } from '@/components/desk/clients/ClientPage';
import { Feedback, SessionFeedback } from '@/components/desk/measures/Feedback';
import type { ClientFeedback } from '@/lib/papers';
import { dateText } from '@/lib/text';
import { Editors } from '../../fixtures/editors.tsx';
import { english } from '../../fixtures/english.ts';
import { NOW } from '../../fixtures/panel.tsx';
import { libraryOf, session } from '../library.ts';
import { accessible, show } from '../show.tsx';

const newId = () => 'answer';

describe('what clients say about sessions', () => {
  let kept: ClientFeedback;
  beforeEach(() => {
    kept = { answers: [] };
  });
  const { heads } = libraryOf([session('a', 'boundary', true), session('b', 'river', true)]);
  const [head, other] = ['a', 'b'].map((id) => heads.find((one) => one.id === id));
  if (!head || !other) throw new Error('no sessions');
  const papers = (writes: number): ClientPapers => ({
    of: 'one',
    heads: [head, { ...other, finalisedAt: NOW }],
    readPaper: async () => kept as never,
    writes,
    write: async (_, __, change) => {
      kept = change(kept as never) as never;
      return null;
    },
    addNotes: async () => null,
    newId,
  });
  const said = () => page.getByRole('region', { name: 'What they say about sessions' });

  test('is kept with each part left out or not, and can be removed', async () => {
    const draw = (writes: number) =>
      show(
        <Editors>
          <Feedback day={({ at }) => dateText(at, english.locale)} papers={papers(writes)} />
        </Editors>,
        'pages',
      );
    await draw(0);
    await userEvent.click(page.getByText('Enter what they said'));
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
    await userEvent.click(page.getByRole('button', { name: /^Remove the answers of .*: 8, –/ }));
    expect(kept.answers).toEqual([]);
  });

  test('can be about a session, also a final one, and are asked and shown on its page', async () => {
    await show(
      <Editors>
        <Feedback day={({ at }) => dateText(at, english.locale)} papers={papers(0)} />
      </Editors>,
      'pages',
    );
    await userEvent.click(page.getByText('Enter what they said'));
    const about = page.getByRole('combobox', { name: /About the session of/ });
    await userEvent.selectOptions(about, 'b');
    await userEvent.fill(page.getByLabelText('Anything else, in their words'), 'slower');
    await userEvent.click(page.getByRole('button', { name: 'Save what they said' }));
    expect(kept.answers).toMatchObject([{ sessionId: 'b', words: 'slower' }]);
    const onPage = (of: typeof head, writes: number) =>
      show(
        <Editors>
          <SessionFeedback head={of} papers={papers(writes)} />
        </Editors>,
        'pages',
      );
    await onPage(head, 1);
    const fold = page.getByText(/^What they said about this session/);
    await expect.element(fold).toMatchTextContent(/0$/);
    await onPage(other, 2);
    await expect.element(fold).toMatchTextContent(/1$/);
    await userEvent.click(fold);
    await expect.element(page.getByRole('table')).toMatchTextContent(/slower/);
    await accessible();
    const lead = page.getByRole('radiogroup', { name: /How much did you lead/ });
    await userEvent.click(lead.getByRole('radio', { name: '6', exact: true }));
    await userEvent.click(page.getByRole('button', { name: 'Save what they said' }));
    expect(kept.answers.at(-1)).toMatchObject({ sessionId: 'b', lead: 6, at: NOW });
  });
});
