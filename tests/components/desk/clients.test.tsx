import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { CLIENT_TABS, type ClientTab } from '@/components/desk/address';
import { ClientPage, type ClientPageProps } from '@/components/desk/clients/ClientPage';
import { fieldDay } from '@/components/desk/field-day';
import type { SaveSettings } from '@/components/desk/settings/save';
import type { Library } from '@/lib/desk';
import { compareHeads, headOf } from '@/lib/library';
import { type Client, DEFAULT_SETTINGS, linked, newClient } from '@/lib/practice';
import { Editors } from '../../fixtures/editors.tsx';
import { NOW } from '../../fixtures/panel.tsx';
import { madeUpPractice } from '../../fixtures/practice.ts';
import { library, oneOfMany, START } from '../library.ts';
import { accessible, again, show } from '../show.tsx';

describe('a client', () => {
  const onChange = vi.fn<ClientPageProps['onChange']>();
  const papers = new Map<string, unknown>();
  beforeEach(() => {
    onChange.mockReset().mockResolvedValue(null);
    papers.clear();
  });
  const written = vi.fn();
  /** Keeps papers as the vault does; `writes` says how often. */
  const onSettings = vi.fn<SaveSettings>(async () => null);
  const shown = (
    tab: ClientTab,
    client: Client = newClient('one', 'M-17', START),
    change: Partial<Library> = {},
  ) => (
    <ClientPage
      client={client}
      tab={tab}
      library={{ ...library, clients: [client], paperWrites: papers.size, ...change }}
      readPaper={async (kind) => (papers.get(kind) ?? null) as never}
      onPaper={async (kind, _, change) => {
        const next = change((papers.get(kind) ?? null) as never);
        if (next) papers.set(kind, next);
        written(kind, next);
        return null;
      }}
      onNotes={async () => null}
      newId={() => `id-${papers.size}`}
      onChange={onChange}
      onExportGiven={() => {}}
      onSettings={onSettings}
      onExport={() => {}}
      onErase={async () => null}
    />
  );
  const changedBy = (index: number) =>
    onChange.mock.calls[index]?.[0](newClient('one', 'M-17', START));

  test('is prepared with a line to settle with, until somebody hides it', async () => {
    const { made, head } = oneOfMany();
    const line = page.getByText('One breath before it begins', { exact: false });
    const drawn = (centring: boolean) =>
      shown('prepare', made, { heads: [head], settings: { ...DEFAULT_SETTINGS, centring } });
    await show(drawn(true), 'pages');
    await expect.element(line).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Hide this line' }));
    expect(onSettings.mock.calls[0]?.[0](DEFAULT_SETTINGS)).toMatchObject({ centring: false });
    await show(drawn(false), 'pages');
    await expect.element(line).not.toBeInTheDocument();
  });

  test('has a hint at a theme that stays only if that is wanted, and the answer decides', async () => {
    const { made, head } = oneOfMany();
    const heads = [0, 1, 2].map((n) => ({
      ...head,
      id: `${head.id}${n}`,
      themes: ['sleep'],
      open: n === 0 ? [{ noteId: 'letter', text: 'the letter' }] : [],
    }));
    const hint = page.getByRole('region', { name: 'The same theme' });
    await show(shown('prepare', made, { heads }), 'pages');
    expect(hint.elements()).toEqual([]);
    const settings = { ...DEFAULT_SETTINGS, topicHint: true };
    const wanted = () => shown('prepare', made, { heads, settings });
    await show(wanted(), 'pages');
    await expect.element(hint).toMatchTextContent(/“sleep” was a theme.*“the letter” waits/);
    await accessible();
    await userEvent.click(hint.getByRole('button', { name: 'It fits: keep it for today' }));
    // The button goes with what it answers.
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveFocus();
    expect(papers.get('ahead')).toMatchObject({
      lines: [{ text: expect.stringMatching(/come back to “sleep”/) }],
    });
    // The answer is kept with what might come up, so that no reload asks again.
    await show(wanted(), 'pages');
    await expect.element(page.getByText(/come back to “sleep”/)).toBeVisible();
    expect(hint.elements()).toEqual([]);
    papers.set('ahead', { lines: [], hintFor: 'an older session' });
    await show(wanted(), 'pages');
    await userEvent.click(hint.getByRole('button', { name: "It doesn't" }));
    expect(papers.get('ahead')).toEqual({ lines: [], hintFor: heads[0]?.id });
  });

  test.each(CLIENT_TABS)('is accessible: %s', async (tab) => {
    const { made, head } = oneOfMany();
    papers.set('ahead', { lines: [{ id: 'a', at: NOW, text: 'the sister visits' }] });
    papers.set('goals', {
      goals: [{ id: 'g', at: NOW, text: 'Say no', state: 'open', changedAt: NOW }],
    });
    await show(shown(tab, made, { heads: [head] }), 'pages');
    await accessible();
  });

  test('has what is typed about them kept at every stroke', async () => {
    await show(shown('about'), 'pages');
    await userEvent.fill(page.getByRole('textbox', { name: 'Name' }), 'M');
    expect(changedBy(0)?.name).toBe('M');
    await userEvent.selectOptions(page.getByRole('combobox', { name: 'Profile' }), 'Coach');
    expect(changedBy(1)?.profile).toBe('coach');
    await userEvent.selectOptions(page.getByRole('combobox', { name: 'Guidance' }), 'Minimal');
    expect(changedBy(2)?.guidance).toBe('minimal');
    await userEvent.selectOptions(page.getByRole('combobox', { name: 'Session type' }), 'Intake');
    expect(changedBy(3)?.preset).toBe('intake');
    await userEvent.click(page.getByRole('checkbox', { name: 'Confidentiality and its limits' }));
    expect(changedBy(4)?.firstSteps).toEqual({ limits: NOW });
    await userEvent.click(page.getByRole('radio', { name: 'Paused' }));
    expect(changedBy(5)?.engagement.state).toBe('paused');
    await userEvent.selectOptions(page.getByRole('combobox', { name: 'Phase' }), 'middle');
    expect(changedBy(6)?.engagement.phase).toBe('middle');
    await userEvent.selectOptions(page.getByRole('combobox', { name: 'How often' }), 'weekly');
    expect(changedBy(7)?.engagement.frequency).toBe('weekly');
    const method = page.getByRole('combobox', { name: 'Method' });
    await userEvent.selectOptions(method, 'cognitive behavioural');
    expect(changedBy(8)?.engagement.method).toBe('cbt');
    await userEvent.click(page.getByRole('checkbox', { name: /^The method prescribes an order/ }));
    expect(changedBy(9)?.engagement.prescribed).toBe(true);
    await userEvent.fill(
      page.getByRole('spinbutton', { name: 'Review after this many sessions' }),
      '6',
    );
    expect(changedBy(10)?.engagement.reviewEvery).toBe(6);
    await userEvent.fill(page.getByRole('textbox', { name: "How they'd like to work" }), 'x');
    expect(changedBy(11)?.engagement).toMatchObject({ preference: 'x', preferenceAt: NOW });
    await userEvent.selectOptions(page.getByRole('combobox', { name: 'Sessions begin' }), 'Guided');
    expect(changedBy(12)?.engagement.mode).toBe('guided');
    await userEvent.click(page.getByRole('checkbox', { name: /^One session was agreed/ }));
    expect(changedBy(13)?.engagement.oneOff).toBe(true);
    const reviews = page.getByText(/^What came of reviews/);
    await userEvent.click(reviews);
    await userEvent.fill(page.getByLabelText('What came of a review', { exact: true }), 'slower');
    await userEvent.keyboard('{Enter}');
    expect(changedBy(14)?.engagement).toMatchObject({
      reviewedAt: NOW,
      reviews: [{ at: NOW, words: 'slower' }],
    });
    await show(shown('safety'), 'pages');
    await userEvent.fill(page.getByRole('textbox', { name: 'Emergency contact' }), 'sister');
    expect(changedBy(15)?.card.contact).toBe('sister');
  });

  test('is free of charge from a day on, or for all sessions', async () => {
    await show(shown('about'), 'pages');
    await userEvent.click(page.getByRole('checkbox', { name: /^Free of charge/ }));
    const since = { [fieldDay(NOW)]: true };
    expect(changedBy(0)?.engagement).toMatchObject({ proBono: true, proBonoSince: since });
    const { made } = oneOfMany();
    const engagement = { ...made.engagement, proBono: true, proBonoSince: since };
    await show(shown('about', { ...made, engagement }), 'pages');
    await expect.element(page.getByText(/count as they did then/)).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Count them like this, too' }));
    expect(changedBy(1)?.engagement.proBonoSince).toEqual({});
  });

  test('closes what an earlier session has left open, until it is said again', async () => {
    const { made, head } = oneOfMany();
    const before = {
      ...head,
      id: 'before',
      startedAt: NOW - 60_000,
      plans: [],
      open: [{ noteId: 'flat', text: 'the flat' }],
    };
    const open = page.getByRole('region', { name: 'Still open from before' });
    await show(shown('prepare', made, { heads: [head, before] }), 'pages');
    await userEvent.click(open.getByRole('button', { name: 'No longer open: the flat' }));
    expect(papers.get('plans')).toEqual({ answers: { flat: { answer: 'done', at: NOW } } });
    again(shown('prepare', made, { heads: [head, before], paperWrites: 2 }));
    await expect.element(open).not.toBeInTheDocument();
    const later = {
      ...before,
      id: 'later',
      startedAt: NOW + 60_000,
      open: [{ noteId: 'again', text: 'The flat' }],
    };
    again(shown('prepare', made, { heads: [head, later, before], paperWrites: 2 }));
    await expect.element(open.getByText('The flat')).toBeVisible();
  });

  test('keeps what is half typed of a review, and a review of goals that is begun, apart', async () => {
    const goal = { id: 'g', at: NOW, text: 'Say no', state: 'open', changedAt: NOW } as const;
    papers.set('goals', { goals: [goal] });
    const at = (tab: ClientTab) => <Editors>{shown(tab)}</Editors>;
    await show(at('about'), 'pages');
    const words = page.getByLabelText('What came of a review', { exact: true });
    await userEvent.click(page.getByText(/^What came of reviews/));
    await userEvent.fill(words, 'slower');
    await again(at('goals'));
    await userEvent.click(page.getByRole('radio', { name: '+1' }));
    await again(at('about'));
    await expect.element(words).toHaveValue('slower');
    await again(at('goals'));
    await expect.element(page.getByRole('radio', { name: '+1' })).toBeChecked();
  });

  test('is told what its phase and its method mean', async () => {
    const client = newClient('one', 'M-17', START);
    const engagement = { ...client.engagement, phase: 'late', method: 'family' } as const;
    await show(shown('about', { ...client, engagement }), 'pages');
    await expect
      .element(page.getByRole('combobox', { name: 'How often' }))
      .toHaveAccessibleDescription('Usual at this point: more time between sessions.');
    await expect
      .element(page.getByRole('combobox', { name: 'Method' }))
      .toHaveAccessibleDescription(/^What happens between people/);
    await accessible();
  });

  test('has an address unlinked', async () => {
    const place = { site: 'meet', room: 'abc-defg-hij' };
    const client = linked(newClient('one', 'M-17', START), place);
    await show(shown('about', client), 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Unlink abc-defg-hij' }));
    expect(onChange.mock.calls[0]?.[0](client).places).toEqual([]);
  });

  test('is prepared from what they left with, and has no field for an agenda', async () => {
    const { made, session: held, head } = oneOfMany();
    await show(shown('prepare', made, { heads: [head] }), 'pages');
    const last = page.getByRole('region', { name: 'Last time' });
    await expect.element(last.getByText(head.focuses[0]?.text ?? '')).toBeVisible();
    await expect.element(last.getByText(head.takeaways[0] ?? '')).toBeVisible();
    await expect
      .element(page.getByText('There is no field for your agenda', { exact: false }))
      .toBeVisible();
    expect(page.getByRole('textbox').elements()).toHaveLength(1);
    // Nothing of a private note of that session is on the page.
    for (const { compartment, text } of held.notes)
      if (compartment === 'private') expect(document.body.textContent).not.toContain(text);
    await userEvent.click(page.getByRole('radio', { name: 'Partly' }));
    expect(written).toHaveBeenLastCalledWith('plans', {
      answers: { [head.plans[0]?.noteId ?? '']: { answer: 'partly', at: NOW } },
    });
    await userEvent.fill(
      page.getByRole('textbox', { name: 'Something that might come up' }),
      'the review',
    );
    await userEvent.click(page.getByRole('button', { name: 'Add', exact: true }));
    expect(papers.get('ahead')).toEqual({
      lines: [{ id: expect.any(String), at: NOW, text: 'the review' }],
    });
  });

  test('is prepared with what stayed open earlier, where a plan is answered until it is done', async () => {
    const { made, head } = oneOfMany();
    const plan = { noteId: 'old', text: 'write the letter', when: '', know: '', chosen: true };
    const before = {
      ...head,
      id: 'before',
      startedAt: head.startedAt - 7 * 86_400_000,
      plans: [plan],
      open: [{ noteId: 'flat', text: 'the flat' }],
    };
    const open = page.getByRole('region', { name: 'Still open from before' });
    const answers = open.getByRole('radiogroup', { name: /write the letter/ });
    await show(shown('prepare', made, { heads: [head, before] }), 'pages');
    await expect.element(open).toMatchTextContent(/write the letter/);
    await expect.element(open).toMatchTextContent(/the flat/);
    await accessible();
    await userEvent.click(answers.getByRole('radio', { name: 'Partly' }));
    expect(papers.get('plans')).toMatchObject({ answers: { old: { answer: 'partly' } } });
    await show(shown('prepare', made, { heads: [head, before] }), 'pages');
    await expect.element(answers.getByRole('radio', { name: 'Partly' })).toBeChecked();
    // The same plan in an older session is answered with it, and can be answered otherwise here.
    const older = { ...before, id: 'older', plans: [{ ...plan, noteId: 'older' }], open: [] };
    const heads = [head, before, older];
    again(shown('prepare', made, { heads }));
    await expect.element(open).toMatchTextContent(/in 2 sessions/);
    await userEvent.click(answers.getByRole('radio', { name: 'Done' }));
    again(shown('prepare', made, { heads, paperWrites: 9 }));
    await expect.element(answers.getByRole('radio', { name: 'Done' })).toBeChecked();
    await expect.element(open).toMatchTextContent(/in 2 sessions/);
    await show(shown('prepare', made, { heads }), 'pages');
    await expect.element(open).toMatchTextContent(/the flat/);
    await expect.element(answers).not.toBeInTheDocument();
    // What was left open after it was done is open again, and the old answer isn't its own.
    const reopened = {
      ...before,
      id: 'again',
      plans: [],
      open: [{ noteId: 'reopened', text: plan.text }],
    };
    await show(shown('prepare', made, { heads: [head, reopened, before] }), 'pages');
    // Answers are read a moment after the first drawing.
    await expect.element(answers).not.toBeInTheDocument();
    await expect.element(open).toMatchTextContent(/write the letter/);
  });

  test('is prepared with what a review asks when one is due, and with their wish until it is noted', async () => {
    const { made, head } = oneOfMany();
    const prepare = async (change: Partial<Client['engagement']>) => {
      const engagement = { ...made.engagement, ...change };
      await show(shown('prepare', { ...made, engagement }, { heads: [head] }), 'pages');
    };
    const asks = page.getByText("How's our pace for you?");
    const wish = page.getByRole('link', { name: "How they'd like to work isn't noted yet." });
    await prepare({ reviewEvery: 2, preferenceAt: null, preference: '' });
    await expect.element(page.getByText('Review due')).toBeVisible();
    await expect.element(asks).toBeVisible();
    await expect
      .element(page.getByText('How do you find working with me these days?'))
      .toBeVisible();
    await expect.element(wish).toHaveAttribute('href', `#/clients/${made.id}/about`);
    await accessible();
    const begin = page.getByRole('radiogroup', { name: 'Sessions begin' });
    await expect.element(begin.getByRole('radio', { name: 'As usual (client-led)' })).toBeChecked();
    await userEvent.fill(page.getByLabelText('What came of the review (optional)'), ' slower ');
    onChange.mockResolvedValueOnce('underHold');
    await userEvent.click(page.getByRole('button', { name: 'We reviewed it' }));
    // What was typed stays when it can't be saved.
    await expect
      .element(page.getByLabelText('What came of the review (optional)'))
      .toHaveValue(' slower ');
    onChange.mockClear();
    await userEvent.click(page.getByRole('button', { name: 'We reviewed it' }));
    expect(changedBy(0)?.engagement).toMatchObject({
      reviewedAt: NOW,
      reviews: [{ at: NOW, words: 'slower' }],
    });
    await userEvent.click(page.getByRole('button', { name: 'Asked, nothing to note' }));
    expect(changedBy(1)?.engagement).toMatchObject({ preference: '', preferenceAt: NOW });
    await userEvent.click(begin.getByRole('radio', { name: 'Practitioner-led' }));
    expect(changedBy(2)?.engagement.mode).toBe('practitionerLed');
    await prepare({ mode: 'practitionerLed' });
    await userEvent.click(begin.getByRole('radio', { name: 'As usual (client-led)' }));
    expect(changedBy(3)?.engagement.mode).toBeNull();
    // It is due until somebody has said that it was done, not in one session alone.
    await prepare({ reviewEvery: 1, preferenceAt: NOW, reviewedAt: head.startedAt - 1 });
    await expect.element(page.getByText('Review due')).toBeVisible();
    await expect.element(wish).not.toBeInTheDocument();
    await prepare({ reviewEvery: 1, preferenceAt: NOW, reviewedAt: head.startedAt + 1 });
    await expect.element(page.getByText('Review due')).not.toBeInTheDocument();
    await prepare({ reviewEvery: null, preferenceAt: NOW, preference: 'more direction' });
    await expect.element(page.getByText('Prefers: more direction')).toBeVisible();
    await expect.element(asks).not.toBeInTheDocument();
    await expect.element(wish).not.toBeInTheDocument();
  });

  test('without a session yet has a page that teaches', async () => {
    await show(shown('prepare'), 'pages');
    await expect
      .element(page.getByRole('link', { name: 'Add what you know about them' }))
      .toBeInTheDocument();
    await expect
      .element(page.getByRole('link', { name: "How they'd like to work isn't noted yet." }))
      .toBeVisible();
    await userEvent.click(page.getByText('Does client-led fit', { exact: false }));
    await expect.element(page.getByRole('radiogroup').first()).toBeVisible();
    await userEvent.click(page.getByRole('checkbox', { name: 'Confidentiality and its limits' }));
    expect(changedBy(0)?.firstSteps).toEqual({ limits: NOW });
    await accessible();
    await show(shown('sessions'), 'pages');
    await expect
      .element(page.getByText('A session begins in the call', { exact: false }))
      .toBeVisible();
  });

  test('has goals in their words, each of which stands somewhere', async () => {
    await show(shown('goals'), 'pages');
    await userEvent.fill(
      page.getByRole('textbox', { name: "A goal, in the client's words" }),
      ' Say no ',
    );
    await userEvent.click(page.getByRole('button', { name: 'Add goal' }));
    expect(papers.get('goals')).toMatchObject({ goals: [{ text: 'Say no', state: 'open' }] });
    await show(shown('goals'), 'pages');
    await userEvent.click(page.getByRole('radio', { name: 'Reached' }));
    expect(papers.get('goals')).toMatchObject({ goals: [{ text: 'Say no', state: 'reached' }] });
  });

  test('shows twelve sessions, and earlier ones when they are asked for', async () => {
    const made = madeUpPractice({ sessions: 30 * 15, clients: 30, now: NOW });
    const [client] = made.clients;
    const heads = [...made.sessions()]
      .map(headOf)
      .filter(({ clientId }) => clientId === client?.id)
      .map((head, n) => (n === 0 ? { ...head, enteredAt: NOW } : head))
      .sort(compareHeads);
    await show(shown('sessions', client, { heads }), 'pages');
    const rows = page.getByRole('list', { name: 'Sessions' }).getByRole('listitem');
    expect(rows.elements()).toHaveLength(12);
    await userEvent.click(page.getByRole('button', { name: 'Show 3 earlier sessions' }));
    expect(
      rows.elements().filter((row) => /entered afterwards/.test(row.textContent)),
    ).toHaveLength(1);
  });
});
