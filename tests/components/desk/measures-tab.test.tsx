import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ClientPapers } from '@/components/desk/clients/ClientPage';
import { entryName, newEntry } from '@/components/desk/measures/entry';
import { MeasuresTab } from '@/components/desk/measures/MeasuresTab';
import { UnsavedProvider } from '@/components/desk/unsaved';
import { INSTRUMENT, type InstrumentId } from '@/lib/measures';
import { type ClientMeasures, NO_MEASURES } from '@/lib/papers';
import { newClient } from '@/lib/practice';
import { dateText } from '@/lib/text';
import { Editors, editorsHere } from '../../fixtures/editors.tsx';
import { english } from '../../fixtures/english.ts';
import { someMeasures } from '../../fixtures/measures.ts';
import { NOW } from '../../fixtures/panel.tsx';
import { libraryOf, START, session } from '../library.ts';
import { accessible, again, show } from '../show.tsx';

let stored: ClientMeasures = NO_MEASURES;
const onPaper: ClientPapers['write'] = async (_, __, change) => {
  stored = change(stored as never) as never;
  return null;
};
const onNotes = vi.fn<ClientPapers['addNotes']>();
let ids = 0;
beforeEach(() => {
  stored = NO_MEASURES;
  ids = 0;
  onNotes.mockReset().mockResolvedValue(null);
});
const newId = () => {
  ids += 1;
  return `id${ids}`;
};
const readPaper = async (kind: string) => (kind === 'measures' ? stored : null) as never;

const [HEAD] = libraryOf([session('a', 'boundary', true)], {
  clients: [newClient('one', 'M-17', START)],
}).heads;
if (!HEAD) throw new Error('no session');
/** Two sessions, the second one where it was another day. */
const HEADS = [
  { ...HEAD, id: 'there', startedAt: NOW - 86_400_000, utcOffset: 14 * 60 },
  { ...HEAD, id: 'here', startedAt: NOW - 20 * 86_400_000, utcOffset: 0 },
];

describe("a client's measures", () => {
  const tab = (clinical = true, heads = HEADS, speakers: readonly string[] = []) => (
    <Editors>
      <MeasuresTab
        clinical={clinical}
        speakers={speakers}
        papers={{
          of: 'one',
          heads,
          readPaper,
          writes: 0,
          write: onPaper,
          addNotes: onNotes,
          newId,
        }}
      />
    </Editors>
  );
  const section = (name: string) => page.getByRole('region', { name });

  test('are drawn from four results on, and stand in a table before', async () => {
    stored = someMeasures(NOW);
    await show(tab(), 'pages');
    await expect
      .element(section('PHQ-9').getByRole('img', { name: 'PHQ-9 over time' }))
      .toBeVisible();
    await accessible();
    await expect.element(section('PHQ-9')).toMatchTextContent(/11 moderate/);
    await expect.element(section('PHQ-9')).toMatchTextContent(/6 or more is unlikely/);
    await expect.element(section('GAD-7')).toMatchTextContent(/5 less than on/);
    const early = section('SWLS');
    await expect.element(early).toMatchTextContent(/Too early\./);
    expect(early.getByRole('img').elements()).toEqual([]);
    await expect.element(early.getByRole('table')).toMatchTextContent(/slightly dissatisfied/);
    await expect.element(early.getByRole('table')).toMatchTextContent(/neutral/);
    await userEvent.click(section('PHQ-9').getByText('As a table'));
    await expect.element(section('PHQ-9').getByRole('table')).toMatchTextContent(/Several days/);
    // The instrument's own words say "better off", and are its own.
    const own = section('PHQ-9').element().cloneNode(true) as HTMLElement;
    own.querySelector('details:has([aria-label="PHQ-9: every answer"])')?.remove();
    expect(own.textContent).toMatch(/Several days/);
    expect(own.textContent).not.toMatch(/diagnosed|better|worse/i);
  });

  test('are of each person by themselves in a file of two', async () => {
    const { results, ...others } = someMeasures(NOW);
    const whose = ['A', 'A', 'B', 'A', 'A', 'B'];
    stored = {
      ...others,
      results: results
        .filter(({ measure }) => measure === 'phq9' || measure === 'sleep')
        .map((one, n) => ({ ...one, person: whose[n] ?? '' })),
    };
    await show(tab(true, HEADS, ['A', 'B']), 'pages');
    const one = section('PHQ-9 (A)');
    await expect.element(one.getByRole('heading', { name: /^A/ })).toMatchTextContent(/9 mild/);
    await expect.element(one.getByRole('img', { name: 'PHQ-9 (A) over time' })).toBeVisible();
    const other = section('PHQ-9 (B)');
    await expect.element(other.getByRole('heading')).toMatchTextContent(/11 moderate/);
    await expect.element(other).toMatchTextContent(/Too early\./);
    expect(other.getByRole('row').elements()).toHaveLength(1 + 2);
    // What nobody is named for is in one line, as ever.
    await expect.element(section('Hours of sleep')).toMatchTextContent(/6\.5/);
    expect(section('Hours of sleep').getByRole('heading', { level: 3 }).elements()).toEqual([]);
    await userEvent.click(
      page
        .getByRole('region', { name: 'PHQ-9', exact: true })
        .getByText("When it's due, and removing results"),
    );
    await expect
      .element(page.getByRole('list', { name: 'Results of PHQ-9' }))
      .toMatchTextContent(/, B: 11/);
    await accessible();
  });

  test("of a measure of one's own say whose they are in a file of two", async () => {
    stored = someMeasures(NOW);
    await show(tab(true, HEADS, ['A', 'B']), 'pages');
    const own = section('Hours of sleep');
    await userEvent.click(own.getByText('Enter Hours of sleep'));
    await userEvent.fill(own.getByLabelText(/^Value/), '7');
    await userEvent.click(own.getByRole('button', { name: /^Save/ }));
    await expect.element(own.getByRole('alert')).toHaveTextContent('Choose who answers first.');
    await userEvent.click(own.getByRole('radio', { name: 'B answers' }));
    await userEvent.click(own.getByRole('button', { name: /^Save/ }));
    await expect.poll(() => stored.results.at(-1)).toMatchObject({ answers: [7], person: 'B' });
  });

  test('show every answer of the newest results, side by side', async () => {
    stored = someMeasures(NOW);
    await show(tab(), 'pages');
    await userEvent.click(section('PHQ-9').getByText('PHQ-9: every answer'));
    const answers = section('PHQ-9').getByRole('table', { name: 'PHQ-9: every answer' });
    await expect.element(answers).toBeVisible();
    expect(answers.getByRole('row').elements()).toHaveLength(1 + 9 + 1);
    expect(answers.getByRole('columnheader').elements()).toHaveLength(5);
    await expect
      .element(answers.getByRole('row').filter({ hasText: 'Little interest' }))
      .toMatchTextContent(/2 More than half the days1 Several days/);
    await accessible();
  });

  test('say what was begun and not saved, loudly where an answer asks for a response', async () => {
    const editors = editorsHere();
    const begun = (id: InstrumentId, answers: readonly number[]) =>
      editors.put(entryName('one', id), {
        of: 'one',
        value: { ...newEntry('x', INSTRUMENT[id], NOW), answers },
        from: null,
      });
    begun('gad7', [1, 0, 0, 0, 0, 0, 0]);
    begun('phq9', [0, 0, 0, 0, 0, 0, 0, 0, 2]);
    await show(
      <UnsavedProvider editors={editors}>{tab().props.children}</UnsavedProvider>,
      'pages',
    );
    await expect.element(section('GAD-7')).toMatchTextContent(/Begun, not saved yet/);
    await expect
      .element(section('PHQ-9').getByRole('alert'))
      .toHaveTextContent("PHQ-9 isn't saved, and an answer in it asks for a response.");
    await expect
      .element(section('PHQ-9').getByRole('link', { name: 'Go on with PHQ-9' }))
      .toHaveAttribute('href', '#/clients/one/measures/phq9');
    await expect.element(section('SWLS')).not.toMatchTextContent(/Begun/);
    // What was begun on another day is left out, and no button goes on with it.
    editors.put(entryName('one', 'gad7'), {
      of: 'one',
      value: {
        ...newEntry('x', INSTRUMENT.gad7, NOW - 2 * 86_400_000),
        answers: [1, 0, 0, 0, 0, 0, 0],
      },
      from: null,
    });
    await show(
      <UnsavedProvider editors={editors}>{tab().props.children}</UnsavedProvider>,
      'pages',
    );
    await expect
      .element(section('GAD-7').getByRole('link', { name: 'Enter GAD-7' }))
      .toBeInTheDocument();
    await accessible();
  });

  test('have the day of the place where their session was', async () => {
    const noon = new Date(2026, 10, 12, 12).getTime();
    // In UTC it is still the day before there, and already the day after at the edge of the world.
    const late = noon - (noon % 86_400_000) + 20 * 3_600_000;
    const { results } = someMeasures(NOW);
    const [one] = results;
    if (!one) throw new Error('no result');
    const at = (sessionId: string) => ({ ...one, id: sessionId, at: late, sessionId });
    stored = { ...someMeasures(NOW), results: [at('there')] };
    await show(tab(), 'pages');
    const day = (offset: number) => dateText(late, english.locale, offset);
    expect(day(14 * 60)).not.toBe(day(0));
    await expect.element(section('PHQ-9')).toMatchTextContent(day(14 * 60));
    stored = { ...someMeasures(NOW), results: [at('here')] };
    await show(tab(), 'pages');
    await expect.element(section('PHQ-9')).toMatchTextContent(day(0));
  });

  test('say when one is due, as somebody has set it', async () => {
    stored = { ...someMeasures(NOW), every: { phq9: 2, gad7: 3 } };
    await show(tab(), 'pages');
    await expect.element(section('PHQ-9').getByText('due', { exact: true })).toBeVisible();
    expect(section('GAD-7').getByText('due', { exact: true }).elements()).toEqual([]);
    await userEvent.click(section('SWLS').getByText(/When it's due/));
    await userEvent.fill(section('SWLS').getByRole('spinbutton'), '6');
    await expect.poll(() => stored.every.swls).toBe(6);
  });

  test('have no clinical one for a coach, unless it has results', async () => {
    await show(tab(false), 'pages');
    await expect.element(section('SWLS')).toBeVisible();
    expect(section('PHQ-9').elements()).toEqual([]);
    stored = someMeasures(NOW);
    await show(tab(false), 'pages');
    await expect.element(section('PHQ-9')).toBeVisible();
    // Its results can be read, and it isn't filled in any more.
    expect(page.getByRole('link', { name: 'Enter PHQ-9' }).elements()).toEqual([]);
    await expect.element(page.getByRole('link', { name: 'Enter SWLS' })).toBeVisible();
    await show(tab(), 'pages');
    await expect.element(page.getByRole('link', { name: 'Enter PHQ-9' })).toBeVisible();
  });

  test('can lose a result that was a mistake', async () => {
    stored = someMeasures(NOW);
    await show(tab(), 'pages');
    await userEvent.click(section('SWLS').getByText(/When it's due/));
    const before = stored.results.length;
    await userEvent.click(
      section('SWLS')
        .getByRole('button', { name: /^Remove SWLS of .*: \d+$/ })
        .first(),
    );
    expect(stored.results).toHaveLength(before - 1);
  });

  test('can be of one’s own, with a name and a range', async () => {
    await show(tab(), 'pages');
    await userEvent.click(page.getByText('A measure of your own'));
    await accessible();
    const add = page.getByRole('button', { name: 'Add measure' });
    await userEvent.click(add);
    await expect.element(page.getByRole('alert')).toMatchTextContent(/Give it a name\./);
    await userEvent.fill(page.getByLabelText('Name', { exact: true }), 'Hours of sleep');
    await userEvent.fill(page.getByLabelText('Highest value'), 'lots');
    await userEvent.click(add);
    await expect.element(page.getByRole('alert')).toMatchTextContent(/Type numbers/);
    await userEvent.fill(page.getByLabelText('Highest value'), '0');
    await userEvent.click(add);
    await expect.element(page.getByRole('alert')).toMatchTextContent(/has to be below/);
    await userEvent.fill(page.getByLabelText('Highest value'), '12');
    await userEvent.click(add);
    await expect.poll(() => stored.own.map(({ name }) => name)).toEqual(['Hours of sleep']);
    await expect.element(page.getByLabelText('Name', { exact: true })).toHaveValue('');
  });

  test('of one’s own take a number in their range, and refuse others', async () => {
    stored = someMeasures(NOW);
    await show(tab(), 'pages');
    const own = section('Hours of sleep');
    await userEvent.click(own.getByText('Enter Hours of sleep'));
    const value = own.getByRole('textbox', { name: 'Value (0 to 12)' });
    for (const [typed, said] of [
      ['a lot', 'Type a number from 0 to 12.'],
      ['13', 'It has to be from 0 to 12.'],
    ] as const) {
      await userEvent.fill(value, typed);
      await userEvent.keyboard('{Enter}');
      await expect.element(own.getByRole('alert')).toHaveTextContent(said);
      await expect.element(value).toHaveValue(typed);
    }
    await userEvent.fill(value, '7,5');
    await userEvent.keyboard('{Enter}');
    await expect.element(value).toHaveValue('');
    expect(stored.results.at(-1)).toMatchObject({
      measure: 'sleep',
      answers: [7.5],
      version: '',
      by: 'readOut',
      sessionId: null,
    });
    expect(onNotes).not.toHaveBeenCalled();
  });

  test("of one’s own go to a session's record, with who said the value", async () => {
    stored = someMeasures(NOW);
    await show(tab(), 'pages');
    const own = section('Hours of sleep');
    await userEvent.click(own.getByText('Enter Hours of sleep'));
    await userEvent.fill(own.getByRole('textbox', { name: 'Value (0 to 12)' }), '6');
    await userEvent.click(own.getByRole('radio', { name: 'By the client' }));
    await userEvent.selectOptions(own.getByRole('combobox'), 'there');
    await userEvent.click(own.getByRole('button', { name: 'Save value: Hours of sleep' }));
    await expect.poll(() => onNotes.mock.calls.length).toBe(1);
    expect(stored.results.at(-1)).toMatchObject({ by: 'client', sessionId: 'there' });
    const [sessionId, notes] = onNotes.mock.calls[0] ?? [];
    expect(sessionId).toBe('there');
    expect(notes).toMatchObject([
      { kind: 'measure', compartment: 'record', text: 'Hours of sleep: 6 (from 0 to 12).' },
    ]);
  });

  test('of one’s own are kept once when they are sent again, and go to no session that is gone', async () => {
    stored = someMeasures(NOW);
    const before = stored.results.length;
    onNotes.mockResolvedValueOnce('documentFinal');
    await show(tab(), 'pages');
    const own = section('Hours of sleep');
    await userEvent.click(own.getByText('Enter Hours of sleep'));
    const value = own.getByRole('textbox', { name: 'Value (0 to 12)' });
    const save = () =>
      userEvent.click(own.getByRole('button', { name: 'Save value: Hours of sleep' }));
    await userEvent.fill(value, '6');
    await userEvent.selectOptions(own.getByRole('combobox'), 'there');
    await save();
    await expect.poll(() => onNotes.mock.calls.length).toBe(1);
    // The words stay, so that they can be sent again.
    await expect.element(value).toHaveValue('6');
    await save();
    await expect.element(value).toHaveValue('');
    expect(stored.results).toHaveLength(before + 1);
    const sent = onNotes.mock.calls.map(([, notes]) => notes.map(({ id }) => id));
    expect(sent[0]).toEqual(sent[1]);
    // What was chosen goes with what was saved.
    await expect.element(own.getByRole('combobox')).toHaveValue('');
    await userEvent.fill(value, '7');
    await userEvent.selectOptions(own.getByRole('combobox'), 'there');
    await again(tab(true, []));
    await save();
    await expect
      .element(own.getByRole('alert'))
      .toHaveTextContent('That session is final or gone by now. Choose another, or none.');
    expect(stored.results).toHaveLength(before + 1);
    await userEvent.selectOptions(own.getByRole('combobox'), '');
    await save();
    await expect.element(value).toHaveValue('');
    expect(stored.results).toHaveLength(before + 2);
    expect(stored.results.at(-1)).toMatchObject({ sessionId: null, answers: [7] });
  });
});
