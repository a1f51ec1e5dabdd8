import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Output } from '@/components/desk/address';
import { SessionPage, type SessionPageProps } from '@/components/desk/session/SessionPage';
import { type Client, EMPTY_CARD, type Settings } from '@/lib/practice';
import type { SessionRecord } from '@/lib/vault';
import { line } from '../../fixtures/note.ts';
import { libraryOf, START, session, library as some } from '../library.ts';
import { accessible, show } from '../show.tsx';

const onMove = vi.fn<SessionPageProps['onMove']>();
const onErase = vi.fn<SessionPageProps['onErase']>();
const onExportWords = vi.fn();
const onNotes = vi.fn<SessionPageProps['onNotes']>();
beforeEach(() => {
  onMove.mockReset().mockResolvedValue(null);
  onErase.mockReset().mockResolvedValue(null);
  onExportWords.mockReset();
  onNotes.mockReset().mockResolvedValue(null);
});

const draw = (
  one: SessionRecord,
  {
    client = {},
    settings = {},
    output = 'record',
    note = null,
  }: {
    client?: Partial<Client>;
    settings?: Partial<Settings>;
    output?: Output;
    note?: string | null;
  } = {},
) => {
  const library = libraryOf([one], {
    clients: some.clients.map((known) => ({ ...known, ...client })),
    settings: { ...some.settings, ...settings },
  });
  const [head] = library.heads;
  if (!head) throw new Error('there is no session');
  return show(
    <SessionPage
      readCard={async () => EMPTY_CARD}
      head={head}
      output={output}
      note={note}
      library={library}
      read={async () => [one]}
      newId={() => 'new'}
      readPaper={async () => null}
      onHandout={async () => null}
      onSettings={async () => null}
      onNotes={onNotes}
      onDocument={async () => null}
      onExport={() => {}}
      onDocumentExport={() => {}}
      onExportWords={onExportWords}
      onPaper={async () => null}
      onMove={onMove}
      onErase={onErase}
    />,
    'pages',
  );
};
const chosen = { type: 'clientChosen', at: START, clientId: 'one', confirmed: true, room: null };
const ofClient = (one: SessionRecord): SessionRecord => ({
  ...one,
  events: [...one.events.slice(0, 1), chosen, ...one.events.slice(1)] as SessionRecord['events'],
});
const closed = session('a', 'x', true);

test('a session is moved to the right client once its summary is closed', async () => {
  onMove.mockResolvedValue('storageFailed');
  await draw(closed);
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Client' }), 'M-17');
  expect(onMove.mock.calls[0]?.[1]).toBe('one');
  // The change could not be written, and the page says so.
  await expect.element(page.getByRole('alert')).toBeInTheDocument();
  await draw(session('a', 'x', false));
  await expect.element(page.getByRole('combobox', { name: 'Client' })).not.toBeInTheDocument();
});

describe('erasing a session', () => {
  const button = () => page.getByRole('button', { name: 'Erase this session' });

  test('says what goes and which rule is in force, and can be called off', async () => {
    await draw(closed);
    await userEvent.click(button());
    const alert = page.getByRole('alert').filter({ hasText: 'with 1 note, for good' });
    await expect
      .element(alert.filter({ hasText: 'No rule says how long this file is kept' }))
      .toBeInTheDocument();
    await accessible();
    await userEvent.click(alert.getByRole('button', { name: 'Erase session of', exact: false }));
    await userEvent.click(page.getByRole('button', { name: 'Undo' }));
    await expect.element(button()).toBeInTheDocument();
    expect(onErase).not.toHaveBeenCalled();
  });

  test('is refused while the client has a legal hold, and not offered while the session is open', async () => {
    await draw(ofClient(closed), { client: { legalHold: 'a claim' } });
    await userEvent.click(button());
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'a claim' }))
      .toBeInTheDocument();
    await draw(session('a', 'x', false));
    await expect.element(button()).not.toBeInTheDocument();
  });
});

describe('a session that can not be shown', () => {
  const odd = { ...closed, notes: [line('l', 'words of it')], events: [chosen] as never };

  test('is offered as words and for erasing', async () => {
    await draw(odd);
    await expect
      .element(page.getByRole('heading', { level: 1 }))
      .toHaveTextContent("Can't be shown");
    await userEvent.click(page.getByRole('button', { name: 'Save its words' }));
    expect(onExportWords.mock.calls[0]?.[0].id).toBe('a');
    await accessible();
    await userEvent.click(page.getByRole('button', { name: 'Erase this session' }));
    await expect
      .element(page.getByRole('button', { name: "Erase the session that can't be shown" }))
      .toBeInTheDocument();
  });

  test('stays while its client has a legal hold', async () => {
    await draw(odd, { client: { legalHold: 'a claim' } });
    await userEvent.click(page.getByRole('button', { name: 'Erase this session' }));
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'a claim' }))
      .toBeInTheDocument();
  });
});

test.each([
  ['other', null],
  ['ukEu', /may ask to see them/],
  ['us', /psychotherapy notes/],
] as const)(
  'what private notes are is said with the rules of the region %s',
  async (region, law) => {
    const one = { ...closed, notes: [line('p', 'mine', 'private')] };
    await draw(one, { settings: { region }, output: 'private' });
    await expect.element(page.getByText(/Kept apart from the record/)).toBeVisible();
    for (const other of [/may ask to see them/, /psychotherapy notes/])
      expect(other.test(document.body.textContent ?? '')).toBe(String(other) === String(law));
  },
);

test.each(['record', 'private'] as const)(
  'the %s begins at the note that was looked for',
  async (output) => {
    const notes = Array.from({ length: 60 }, (_, n) => line(`n${n}`, `note ${n}`, output));
    await draw({ ...closed, notes }, { output, note: 'n40' });
    const row = page.getByRole('listitem').filter({ hasText: /note 40/ });
    await expect.element(row).toBeInViewport();
    await expect.element(row).toHaveAttribute('aria-current', 'true');
  },
);

describe('private notes of a session that is over', () => {
  const one = { ...closed, notes: [line('p', 'mine', 'private')] };

  test('are removed one by one, with the focus kept in their list', async () => {
    await draw(one, { output: 'private' });
    await userEvent.click(page.getByRole('button', { name: /^Remove: .* mine$/ }));
    expect(onNotes.mock.calls[0]?.[0]).toEqual([]);
    expect(onNotes.mock.calls[0]?.[1]).toMatchObject([{ id: 'p' }]);
    await expect.element(page.getByRole('list', { name: 'Private' })).toHaveFocus();
  });

  test('take the four sides of the alliance as somebody sees them, without a sum', async () => {
    await draw(one, { output: 'private' });
    await userEvent.click(page.getByText('How you see the alliance'));
    await accessible();
    const keep = page.getByRole('button', { name: 'Keep the ratings' });
    await expect.element(keep).toBeDisabled();
    const pick = (side: string, value: string) =>
      userEvent.click(
        page
          .getByRole('radiogroup', { name: side })
          .getByRole('radio', { name: value, exact: true }),
      );
    await pick('We trust each other', '4');
    await pick('We work on it together', '2');
    await pick('I feel in touch with them', '5');
    await pick('I feel in touch with them', 'No answer');
    await userEvent.click(keep);
    expect(onNotes.mock.calls[0]?.[0]).toMatchObject([
      {
        compartment: 'private',
        text: 'The alliance as I see it, from 1 to 5. We trust each other: 4, We work on it together: 2.',
      },
    ]);
    await expect.element(keep).toBeDisabled();
  });
});
