import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fieldDay, noonOf } from '@/components/desk/field-day';
import { AskPage, LeaveAsk } from '@/components/desk/measures/AskPage';
import { type Entry, entryName, newEntry, useEntry } from '@/components/desk/measures/entry';
import { MeasurePage, type MeasurePageProps } from '@/components/desk/measures/MeasurePage';
import { UnsavedProvider } from '@/components/desk/unsaved';
import { INSTRUMENT, INSTRUMENTS, type InstrumentId } from '@/lib/measures';
import { type ClientMeasures, NO_MEASURES } from '@/lib/papers';
import { EMPTY_CARD, newClient } from '@/lib/practice';
import { Editors, editorsHere } from '../../fixtures/editors.tsx';
import { english } from '../../fixtures/english.ts';
import { NOW } from '../../fixtures/panel.tsx';
import { libraryOf, START, session } from '../library.ts';
import { accessible, again, focusAsDrawn, show } from '../show.tsx';

const CLIENT = {
  ...newClient('one', 'M-17', START),
  card: { ...newClient('one', 'M-17', START).card, location: 'Flat in Leeds', contact: 'J., 0770' },
};
let stored: ClientMeasures = NO_MEASURES;
const onPaper: MeasurePageProps['onPaper'] = async (_, __, change) => {
  stored = change(stored as never) as never;
  return null;
};
const onNotes = vi.fn<MeasurePageProps['onNotes']>();
const onDone = vi.fn();
let ids = 0;
beforeEach(() => {
  stored = NO_MEASURES;
  ids = 0;
  onNotes.mockReset().mockResolvedValue(null);
  onDone.mockReset();
});
const newId = () => {
  ids += 1;
  return `id${ids}`;
};
const readPaper = async (kind: string) => (kind === 'measures' ? stored : null) as never;

const closed = session('a', 'boundary', true);
const ofClient = {
  ...closed,
  events: [
    ...closed.events.slice(0, -2),
    { type: 'clientChosen', at: START, clientId: 'one', confirmed: true, room: null } as const,
    ...closed.events.slice(-2),
  ],
};

const measurePage = (id: InstrumentId = 'phq9', sessions = [ofClient], client = CLIENT) => (
  <Editors>
    <div class="desk-frame">
      <MeasurePage
        client={client}
        instrument={INSTRUMENT[id]}
        library={libraryOf(sessions, { clients: [client] })}
        readPaper={readPaper}
        readCard={async (id) => ({ ...EMPTY_CARD, location: id === 'b' ? 'Train to York' : '' })}
        onPaper={onPaper}
        onNotes={onNotes}
        newId={newId}
        onDone={onDone}
      />
    </div>
  </Editors>
);
const question = (name: string | RegExp) => page.getByRole('radiogroup', { name });
const total = () => page.getByRole('status').first();
const card = () => page.getByRole('region', { name: /Item 9:/ });
const save = () => page.getByRole('button', { name: /^Save/ });
const answer = async (...values: readonly number[]) => {
  await userEvent.click(
    question(/Little interest/).getByRole('radio', { name: new RegExp(`^${values[0]} `) }),
  );
  await userEvent.keyboard(String(values[0]));
  for (const value of values.slice(1)) await userEvent.keyboard(String(value));
};

describe('an instrument that is filled in', () => {
  test('by digits has a total once all is answered, and is saved with a line in the record', async () => {
    await show(measurePage(), 'pages');
    await accessible();
    await expect.element(total()).toMatchTextContent(/0 of 9 answered/);
    await expect.element(save()).toBeDisabled();
    await answer(1, 2, 1, 2, 0, 1, 1, 2);
    await expect.element(total()).toMatchTextContent(/8 of 9 answered/);
    expect(page.getByText('moderate').elements()).toEqual([]);
    await userEvent.keyboard('0');
    await expect.element(total()).toMatchTextContent(/10 moderate/);
    expect(card().elements()).toEqual([]);
    // The next digit answers the question that isn't scored.
    await userEvent.keyboard('2');
    await expect
      .element(question(/how difficult/).getByRole('radio', { name: /Very/ }))
      .toBeChecked();
    await expect.element(total()).toMatchTextContent(/10 moderate/);
    await userEvent.click(save());
    await expect.poll(() => onDone.mock.calls.length).toBe(1);
    expect(stored.results).toMatchObject([
      {
        measure: 'phq9',
        version: 'phq9-en-1',
        answers: [1, 2, 1, 2, 0, 1, 1, 2, 0],
        unscored: 2,
        by: 'readOut',
        sessionId: 'a',
        at: NOW,
      },
    ]);
    const [sessionId, notes] = onNotes.mock.calls[0] ?? [];
    expect(sessionId).toBe('a');
    expect(notes).toMatchObject([
      {
        kind: 'measure',
        compartment: 'record',
        text: 'PHQ-9: 10 of 27, moderate range. Screening, not diagnosis.',
      },
    ]);
  });

  test('of one of two say whose they are, in the file and in the record', async () => {
    const before = { ...NO_MEASURES, results: [] };
    stored = before;
    await show(measurePage('phq9', [ofClient], { ...CLIENT, speakers: ['A', 'B'] }), 'pages');
    await answer(1, 1, 1, 1, 1, 1, 1, 1, 1);
    await userEvent.click(card().getByRole('button', { name: 'Noted' }));
    await userEvent.click(save());
    await expect.element(page.getByRole('alert')).toHaveTextContent('Choose who answers first.');
    expect(stored).toBe(before);
    await accessible();
    await userEvent.click(page.getByRole('radio', { name: 'B answers' }));
    await userEvent.click(save());
    await expect.poll(() => onDone.mock.calls.length).toBe(1);
    expect(stored.results).toMatchObject([{ person: 'B' }]);
    expect(onNotes.mock.calls[0]?.[1]).toMatchObject([
      { kind: 'measure', speaker: 'B' },
      { kind: 'risk', speaker: 'B' },
    ]);
  });

  test('opens a card at once for an answer to item 9, before any total', async () => {
    await show(measurePage(), 'pages');
    const ninth = question(/better off dead/);
    await userEvent.click(ninth.getByRole('radio', { name: /^1 / }));
    await expect.element(page.getByRole('alert')).toMatchTextContent(/Item 9: "several days"/);
    await expect.element(card()).toMatchTextContent(/Ask directly, and assess today\./);
    await expect.element(card()).toMatchTextContent(/Flat in Leeds/);
    await expect.element(card()).toMatchTextContent(/J\., 0770/);
    await accessible();
    await answer(0, 0, 0, 0, 0, 0, 0, 0);
    // All nine are answered, and the total still waits for the card.
    await expect.element(total()).toMatchTextContent(/9 of 9 answered/);
    await userEvent.click(save());
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'press Noted' }))
      .toBeInTheDocument();
    expect(stored).toBe(NO_MEASURES);
    await userEvent.fill(card().getByLabelText('What you assessed'), 'No plan, no means');
    await userEvent.fill(card().getByLabelText('What was agreed'), 'Calls the friend');
    await userEvent.click(card().getByRole('button', { name: 'Noted' }));
    await expect.element(total()).toMatchTextContent(/1 minimal/);
    expect(document.body.textContent?.toLowerCase()).not.toContain('no risk');
    await userEvent.click(save());
    await expect.poll(() => onDone.mock.calls.length).toBe(1);
    expect(onNotes.mock.calls[0]?.[1]).toMatchObject([
      { kind: 'measure' },
      {
        kind: 'risk',
        compartment: 'record',
        text: 'PHQ-9, item 9: several days. Assessed: No plan, no means. Agreed: Calls the friend.',
      },
    ]);
  });

  test('has where the client is today on the card, while their session runs', async () => {
    const running = session('b', 'here', false);
    const chosen = {
      type: 'clientChosen',
      at: START,
      clientId: 'one',
      confirmed: true,
      room: null,
    } as const;
    const [began, ...rest] = running.events;
    if (!began) throw new Error('it has begun');
    await show(measurePage('phq9', [{ ...running, events: [began, chosen, ...rest] }]), 'pages');
    await userEvent.click(question(/better off dead/).getByRole('radio', { name: /^1 / }));
    await expect.element(card()).toMatchTextContent(/Train to York/);
    // What the session says nothing of is as the client's file has it.
    await expect.element(card()).toMatchTextContent(/J\., 0770/);
  });

  test('asks again when the answer to item 9 changes, and says nothing at its lowest', async () => {
    await show(measurePage(), 'pages');
    const ninth = question(/better off dead/);
    await userEvent.click(ninth.getByRole('radio', { name: /^1 / }));
    await userEvent.click(card().getByRole('button', { name: 'Noted' }));
    await expect.element(page.getByRole('button', { name: 'Show the card again' })).toBeVisible();
    await userEvent.click(ninth.getByRole('radio', { name: /^3 / }));
    await expect.element(card()).toMatchTextContent(/nearly every day/);
    await userEvent.click(ninth.getByRole('radio', { name: /^0 / }));
    expect(card().elements()).toEqual([]);
    expect(page.getByText('Item 9').elements()).toEqual([]);
  });

  test('belongs to the day that was typed, and to none that is still to come', async () => {
    await show(measurePage('swls'), 'pages');
    await userEvent.click(question(/close to my ideal/).getByRole('radio', { name: /^7 / }));
    await userEvent.selectOptions(page.getByRole('combobox'), '');
    const day = page.getByLabelText('Answered on');
    await expect.element(day).toHaveValue(fieldDay(NOW));
    for (const wrong of ['', fieldDay(NOW + 86_400_000)]) {
      await userEvent.fill(day, wrong);
      await userEvent.click(save());
      await expect.element(page.getByRole('alert')).toHaveTextContent('Choose a day up to today.');
    }
    expect(stored).toBe(NO_MEASURES);
    await userEvent.fill(day, fieldDay(NOW - 3 * 86_400_000));
    await userEvent.click(save());
    await expect.poll(() => onDone.mock.calls.length).toBe(1);
    expect(stored.results[0]?.at).toBe(noonOf(fieldDay(NOW - 3 * 86_400_000)));
  });

  test('of an earlier session belongs to its end', async () => {
    const week = 7 * 86_400_000;
    const shifted = JSON.parse(
      JSON.stringify(ofClient, (key, value) =>
        (key === 'at' || key === 'toldAt') && typeof value === 'number' ? value - week : value,
      ),
    );
    await show(measurePage('swls', [shifted]), 'pages');
    await userEvent.click(question(/close to my ideal/).getByRole('radio', { name: /^7 / }));
    await userEvent.selectOptions(page.getByRole('combobox'), 'a');
    await userEvent.click(save());
    await expect.poll(() => onDone.mock.calls.length).toBe(1);
    const [head] = libraryOf([shifted], { clients: [CLIENT] }).heads;
    expect(stored.results[0]).toMatchObject({ sessionId: 'a', at: head?.endedAt });
  });

  test('from an earlier day is there again only if an answer in it asks for a response', async () => {
    const old = (id: InstrumentId, answers: readonly (number | null)[]): Entry => ({
      id: 'old',
      answers: INSTRUMENT[id].items.map((_, n) => answers[n] ?? null),
      unscored: null,
      by: 'readOut',
      person: null,
      assessed: 'No plan',
      agreed: '',
      noted: false,
      beganAt: NOW - 3 * 86_400_000,
    });
    const editors = editorsHere();
    const draw = (id: InstrumentId) =>
      show(
        <UnsavedProvider editors={editors}>{measurePage(id).props.children}</UnsavedProvider>,
        'pages',
      );
    editors.put(entryName('one', 'gad7'), { of: 'one', value: old('gad7', [1]), from: null });
    await draw('gad7');
    await expect.element(total()).toMatchTextContent(/0 of 7 answered/);
    const answers = [0, 0, 0, 0, 0, 0, 0, 0, 1];
    editors.put(entryName('one', 'phq9'), { of: 'one', value: old('phq9', answers), from: null });
    await draw('phq9');
    await expect.element(card()).toBeVisible();
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'These answers are from' }))
      .toBeVisible();
    // Neither today's session nor today's client is asked into what is of that day.
    await expect.element(page.getByRole('combobox')).toHaveValue('');
    expect(page.getByRole('link', { name: 'Show it to the client' }).elements()).toEqual([]);
    await accessible();
    // An answer that asks for a response isn't put away before it is noted.
    await userEvent.click(page.getByRole('button', { name: 'Start over' }));
    await expect
      .element(page.getByRole('alert').filter({ hasText: english('measure_noteFirst') }))
      .toBeVisible();
    await expect.element(card()).toBeVisible();
    await userEvent.click(card().getByRole('button', { name: 'Noted' }));
    await userEvent.click(save());
    await expect.poll(() => onDone.mock.calls.length).toBe(1);
    // They are of that day, whenever they are saved.
    expect(stored.results[0]?.at).toBe(NOW - 3 * 86_400_000);
  });

  test('with a question left out is kept without a total', async () => {
    await show(measurePage('gad7'), 'pages');
    await userEvent.click(question(/Trouble relaxing/).getByRole('radio', { name: /^2 / }));
    await userEvent.click(page.getByRole('button', { name: 'Save without a total' }));
    await expect.poll(() => onDone.mock.calls.length).toBe(1);
    expect(stored.results[0]?.answers).toEqual([null, null, null, 2, null, null, null]);
    expect(onNotes.mock.calls[0]?.[1]).toMatchObject([
      { text: "GAD-7: 1 of 7 answered, so there's no total." },
    ]);
  });

  test('goes to the file alone when no session is chosen', async () => {
    await show(measurePage('swls'), 'pages');
    await userEvent.click(question(/close to my ideal/).getByRole('radio', { name: /^7 / }));
    await userEvent.selectOptions(page.getByRole('combobox'), '');
    await userEvent.click(save());
    await expect.poll(() => onDone.mock.calls.length).toBe(1);
    expect(stored.results[0]?.sessionId).toBeNull();
    expect(onNotes).not.toHaveBeenCalled();
  });

  test('stays with its answers when it could not be saved, and saves one when sent again', async () => {
    onNotes.mockResolvedValueOnce('documentFinal');
    await show(measurePage('gad7'), 'pages');
    await userEvent.click(question(/nervous/).getByRole('radio', { name: /^1 / }));
    await userEvent.click(save());
    await expect.element(page.getByRole('alert')).toBeInTheDocument();
    expect(onDone).not.toHaveBeenCalled();
    await expect.element(question(/nervous/).getByRole('radio', { name: /^1 / })).toBeChecked();
    await userEvent.click(save());
    await expect.poll(() => onDone.mock.calls.length).toBe(1);
    expect(stored.results).toHaveLength(1);
    const sent = onNotes.mock.calls.map(([, notes]) => notes.map(({ id }) => id));
    expect(sent[0]).toEqual(sent[1]);
  });

  test('keeps what was answered while another page is open', async () => {
    const pages = (shown: boolean) => (
      <Editors>{shown ? measurePage('gad7').props.children : null}</Editors>
    );
    await show(pages(true), 'pages');
    await userEvent.click(question(/nervous/).getByRole('radio', { name: /^3 / }));
    again(pages(false));
    again(pages(true));
    await expect.element(question(/nervous/).getByRole('radio', { name: /^3 / })).toBeChecked();
    await userEvent.click(page.getByRole('button', { name: 'Start over' }));
    await expect.element(total()).toMatchTextContent(/0 of 7 answered/);
    await userEvent.click(page.getByRole('button', { name: 'Undo' }));
    await expect.element(question(/nervous/).getByRole('radio', { name: /^3 / })).toBeChecked();
    expect(page.getByRole('button', { name: 'Undo' }).elements()).toEqual([]);
  });
});

test.each(INSTRUMENTS)('%s stands with what its authors want to be shown with it', async (id) => {
  const { notice, stem, items, options } = INSTRUMENT[id];
  await show(measurePage(id), 'pages');
  await expect.element(page.getByRole('main')).toMatchTextContent(/\S/);
  const words = () => document.body.textContent ?? '';
  for (const part of [notice, stem, ...items]) expect(words()).toContain(part);
  for (const { label } of options) expect(words()).toContain(label);
  await show(
    <Editors>
      <AskPage
        clientId="one"
        instrument={INSTRUMENT[id]}
        speakers={[]}
        newId={newId}
        onLeave={() => {}}
      />
    </Editors>,
    'pages',
  );
  await expect.element(page.getByText(notice)).toBeVisible();
});

describe('what is shown to a client', () => {
  const onLeave = vi.fn();
  const ask = () => (
    <Editors>
      <AskPage
        clientId="one"
        instrument={INSTRUMENT.phq9}
        speakers={[]}
        newId={newId}
        onLeave={onLeave}
      />
    </Editors>
  );
  const heading = () => page.getByRole('heading', { level: 1 });

  test('is one question at a time, with nothing of the desk', async () => {
    await show(ask(), 'pages');
    await accessible();
    await expect.element(heading()).toMatchTextContent(/Little interest or pleasure/);
    await expect.element(heading()).toHaveFocus();
    expect(page.getByRole('link').elements()).toEqual([]);
    expect(document.body.textContent).not.toContain('M-17');
    const several = page.getByRole('button', { name: 'Several days' }).element() as HTMLElement;
    several.focus();
    expect(await focusAsDrawn(() => several.click())).toBe(heading().element());
    await expect.element(heading()).toMatchTextContent(/Feeling down/);
    await userEvent.keyboard('2');
    await expect.element(heading()).toMatchTextContent(/Trouble falling/);
    await userEvent.click(page.getByRole('button', { name: 'Back' }));
    await expect
      .element(page.getByRole('button', { name: 'More than half the days' }))
      .toHaveAttribute('aria-pressed', 'true');
    await userEvent.keyboard('2');
    for (const digit of '00000') await userEvent.keyboard(digit);
    // The answer about self-harm opens no card on a screen that is shared.
    await userEvent.keyboard('03');
    await expect.element(heading()).toMatchTextContent(/how difficult/);
    expect(document.body.textContent).not.toContain('assess today');
    await userEvent.keyboard('1');
    await expect.element(heading()).toMatchTextContent(/Thank you/);
    expect(document.body.textContent).not.toMatch(/\b7\b.*moderate|total/i);
    await accessible();
    await userEvent.click(page.getByRole('button', { name: 'Close' }));
    expect(onLeave).toHaveBeenCalledOnce();
  });

  test('is not asked over what is from another day', async () => {
    const editors = editorsHere();
    const answers = [0, 0, 0, 0, 0, 0, 0, 0, 1];
    const value = { ...newEntry('old', INSTRUMENT.phq9, NOW - 3 * 86_400_000), answers };
    editors.put(entryName('one', 'phq9'), { of: 'one', value, from: null });
    await show(
      <UnsavedProvider editors={editors}>
        <AskPage
          clientId="one"
          instrument={INSTRUMENT.phq9}
          speakers={[]}
          newId={newId}
          onLeave={() => {}}
        />
      </UnsavedProvider>,
      'pages',
    );
    await expect.element(heading()).toHaveTextContent('There is something to finish first.');
    await userEvent.keyboard('3');
    expect(editors.get(entryName('one', 'phq9'))?.value).toEqual(value);
    await accessible();
  });

  test('does not show how somebody else has answered, and says who did only where all is theirs', async () => {
    let kept: Entry | null = null;
    function Kept() {
      [kept] = useEntry('one', INSTRUMENT.phq9);
      return null;
    }
    const both = (by: 'ask' | 'enter') => (
      <Editors>
        {by === 'ask' ? ask().props.children : measurePage().props.children}
        <Kept key={by} />
      </Editors>
    );
    await show(both('enter'), 'pages');
    await answer(3, 3);
    again(both('ask'));
    await expect.element(heading()).toMatchTextContent(/Trouble falling/);
    await userEvent.click(page.getByRole('button', { name: 'Back' }));
    await expect.element(heading()).toMatchTextContent(/Feeling down/);
    expect(page.getByRole('button', { pressed: true }).elements()).toEqual([]);
    await userEvent.keyboard('1');
    again(both('enter'));
    await expect.poll(() => kept).toMatchObject({ by: 'readOut' });
    expect(kept).toMatchObject({ answers: [3, 1, null, null, null, null, null, null, null] });
  });

  test('takes a key that is held as one answer', async () => {
    await show(ask(), 'pages');
    await expect.element(heading()).toHaveFocus();
    for (const repeat of [false, true, true])
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: '1', bubbles: true, repeat }),
      );
    await expect.element(heading()).toMatchTextContent(/Feeling down/);
  });

  test('is left by saying that the screen is not shared', async () => {
    const [onBack, onStopped] = [vi.fn(), vi.fn()];
    await show(
      <LeaveAsk back="Back to the questions" onBack={onBack} onLeave={onStopped} />,
      'pages',
    );
    await accessible();
    await expect.element(heading()).toHaveFocus();
    await userEvent.click(page.getByRole('button', { name: 'Back to the questions' }));
    await userEvent.click(page.getByRole('button', { name: "I'm not sharing" }));
    expect([onBack.mock.calls.length, onStopped.mock.calls.length]).toEqual([1, 1]);
  });
});
