import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  clockText,
  cueAt,
  type EpochMs,
  type LegId,
  MINUTE,
  type SessionEvent,
  timeline,
  wholeMinutes,
} from '@/lib/session';
import { english } from '../fixtures/english.ts';
import { planAt } from '../fixtures/session.ts';
import { type Panel, type Rig, startRig } from './perch.ts';

const TEN = new Date(2026, 10, 24, 10, 0).getTime();
const at = (minutes: number): EpochMs => TEN + minutes * MINUTE;

let rig: Rig;
let panel: Panel;
let now = TEN;
/** What should have happened by now, by the model alone. */
const events: SessionEvent[] = [];
const plan = planAt(TEN);

beforeAll(async () => {
  rig = await startRig();
  panel = await rig.call();
});
afterAll(() => rig?.close());

/**
 * Notes what moves in the panel from one picture to the next, and what the browser tells of it if
 * it does. Three things may: the ribbon grows as a clock's hand turns, a leg's minutes grow in the
 * room that is kept for them, and the time says more past the end, in smaller letters and in its
 * place.
 */
const watchShifts = () =>
  panel.doc.evaluate(() => {
    const shifts: string[] = [];
    const note = (node: Node | null) => {
      const element = node instanceof Element ? node : node?.parentElement;
      if (element && !element.closest('.ribbon, .leg-minutes, .time-over, .unseen'))
        shifts.push(element.outerHTML.slice(0, 80));
    };
    const told = (entries: PerformanceEntryList) => {
      for (const { sources } of entries as unknown as { sources: { node: Node | null }[] }[])
        for (const { node } of sources) note(node);
    };
    const observer = new PerformanceObserver((list) => told(list.getEntries()));
    if (PerformanceObserver.supportedEntryTypes.includes('layout-shift'))
      observer.observe({ type: 'layout-shift' });
    const places = () =>
      new Map(
        [...document.body.querySelectorAll('*')]
          .map((element) => [element, element.getBoundingClientRect()] as const)
          .filter(
            ([element, { width, height }]) => width * height > 0 && element.checkVisibility(),
          ),
      );
    // Browsers too count three pixels as a shift.
    const far = (from: number, to: number) => Math.abs(from - to) >= 3;
    let before = places();
    const look = () => {
      const now = places();
      for (const [element, is] of now) {
        const was = before.get(element) ?? is;
        const across = far(was.left, is.left) && far(was.right, is.right);
        if (across || far(was.top, is.top)) note(element);
      }
      before = now;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    const shiftsNow = async () => {
      // What has moved is told with the next picture.
      for (let frame = 0; frame < 2; frame += 1)
        await new Promise((painted) => requestAnimationFrame(painted));
      told(observer.takeRecords());
      return shifts.splice(0);
    };
    Object.assign(window, { shiftsNow });
  });
/** What has moved since it was asked last; before it is watched, nothing. */
const shifts = () =>
  panel.doc.evaluate(
    () =>
      (window as unknown as { shiftsNow?: () => Promise<readonly string[]> }).shiftsNow?.() ?? [],
  );
/**
 * Stops the clocks of panel and background at a minute of the session, waits until the panel shows
 * it, and sees that nothing in it has moved.
 */
async function passTo(minutes: number): Promise<void> {
  now = at(minutes);
  await shifts();
  await rig.browser.holdClock(now);
  await panel.doc.evaluate((instant) => {
    Date.now = () => instant;
  }, now);
  if (events.length === 0) return;
  await panel.when('timer', 'Time remaining', ({ text }) => text === timeLeft(shown()));
  expect(await shifts()).toEqual([]);
}

const record = (event: Record<string, unknown> & { type: SessionEvent['type'] }) =>
  events.push({ at: now, ...event } as SessionEvent);

const shown = () => timeline(plan, events, now);
const timeLeft = ({ remainingMs }: ReturnType<typeof shown>) =>
  remainingMs < 0 ? english('time_over', clockText(-remainingMs)) : clockText(remainingMs);

/** Compares every figure on the screen with the model. */
async function check(): Promise<void> {
  const session = shown();
  await panel.when('timer', 'Time remaining', ({ text }) => text === timeLeft(session));
  const seen = await panel.all('button', null, { role: 'list', name: 'Legs' });
  expect(seen).toHaveLength(6);
  for (const [
    index,
    { leg, state, spentMs, aheadMs, budgetMinutes, visits },
  ] of session.legs.entries()) {
    const planned = state === 'notVisited' ? Math.round(aheadMs / MINUTE) : budgetMinutes;
    expect(seen[index]?.name).toContain(english(`leg_${leg}`));
    expect(seen[index]?.name).toContain(english('leg_minutes', wholeMinutes(spentMs), planned));
    expect(seen[index]?.description).toContain(english(`state_${state}`));
    if (visits > 1) expect(seen[index]?.description).toContain(english.count('visits', visits));
    expect(seen[index]?.current).toBe(state === 'current' ? 'step' : null);
  }
  const cue = cueAt(session, []);
  const said = cue
    ? [
        english(`cue_${cue.id}`, cue.legs.map((leg) => english(`leg_${leg}`)).join(', ')),
        ...(cue.closing ? [english('cue_closing', 'Closing')] : []),
      ].join(' ')
    : '';
  const line = (await panel.see('status', 'Cue')).text.trim();
  if (session.overriddenSince === null) expect(line).toBe(said);
  else expect(line).toMatch(/^Safety override since 10:52/);
  await panel.see('button', `Mode ${english(`mode_${session.mode}`)}`);
  // What Perch asks takes the place of the prompt.
  if (session.interruptedSince !== null) return;
  const prompt = (await panel.see('region', 'Prompt')).text;
  const minutes = Math.floor(session.remainingMs / MINUTE);
  const why = await panel.doc.evaluate(
    () => document.querySelector('.say-words')?.getAttribute('title') ?? '',
  );
  expect(why).toContain(minutes > 0 ? english.count('why_left', minutes) : english('why_over'));
  expect(prompt).not.toMatch(/[{}|]/);
}

async function enter(leg: LegId): Promise<void> {
  await panel.enter(english(`leg_${leg}`));
  record({ type: 'legEntered', leg });
  await check();
}

test('fifty minutes, out of order, with an overrun, an interruption, other modes and a safety override', async () => {
  await panel.unfold();
  await passTo(0);
  await panel.press('radio', 'New code');
  await panel.fill('textbox', 'Code', 'M-17');
  await panel.start('50 minutes');
  await watchShifts();
  record({ type: 'started', toldAt: now, utcOffsetMinutes: 0 });
  record({ type: 'legEntered', leg: 'opening' });
  await check();
  await panel.see('button', 'Client M-17');

  await passTo(4);
  await check();
  await panel.press('button', 'Something pressing');
  await panel.when('button', 'Exploration*', ({ current }) => current === 'step');
  record({ type: 'legEntered', leg: 'exploration' });
  await check();

  await passTo(10);
  await enter('agenda');
  await panel.press('button', "Note it in the client's words");
  await panel.note('saying no at work');
  await panel.says('Saved');
  expect(await panel.notes()).toEqual(['A Client Agenda 10:00 Focus saying no at work']);

  await passTo(16);
  await enter('exploration');
  await passTo(21);
  await panel.press('button', 'Session menu');
  await panel.press('button', 'Contact lost');
  record({ type: 'interruptionBegan', since: now });
  await panel.see('button', 'Contact is back');
  await passTo(25);
  await check();
  await panel.press('button', 'Contact is back');
  await panel.gone('button', 'Contact is back');
  record({ type: 'interruptionEnded', until: now });
  await check();

  for (const minute of [32.5, 33, 35, 35.5, 36]) {
    await passTo(minute);
    await check();
  }
  expect((await panel.see('status', 'Cue')).text).toContain(
    'Not visited yet: Integration, Planning',
  );

  // Exploration has overrun: what is left no longer holds Planning.
  await passTo(39);
  await check();
  expect((await panel.see('status', 'Cue')).text).toContain('No time left for Planning');
  await panel.press('button', 'Set aside');
  await panel.press('button', 'Set aside Planning');
  await panel.press('button', 'No time left for it');
  await panel.see('button', 'Bring back Planning');
  record({ type: 'legSetAside', leg: 'planning', reason: 'ranOut' });
  await panel.press('button', 'Back');
  await check();

  await passTo(40);
  await enter('integration');
  await panel.press('radio', 'Guided');
  await panel.see('button', 'Mode Guided');
  record({ type: 'modeChanged', mode: 'guided' });
  await panel.press('radio', 'Takeaway');
  await panel.note('I may answer tomorrow');
  await panel.says('Saved');
  for (const minute of [44.9, 45, 45.9]) {
    await passTo(minute);
    await check();
  }
  await passTo(46);
  await enter('closing');
  const aloud = await panel.see('region', 'Summary to read aloud');
  expect(aloud.text).toContain('You came with “saying no at work”.');
  expect(aloud.text).toContain('What you take with you: “I may answer tomorrow”.');
  await passTo(50);
  await check();
  await passTo(52.25);
  await check();

  // Looking at the card records nothing, and a mistake leaves nothing behind.
  await panel.press('button', 'Safety card');
  await panel.press('button', 'Back');
  await check();
  await panel.press('button', 'Safety card');
  await panel.press('button', 'Safety first');
  await panel.press('button', 'Undo');
  await panel.see('button', 'Safety first');
  await panel.press('button', 'Back');
  await check();
  await panel.press('button', 'Safety card');
  await panel.press('button', 'Safety first');
  await panel.see('button', 'End the safety override');
  await panel.fill('textbox', 'Where the client is now', 'Lisbon, at home');
  record({ type: 'modeChanged', mode: 'crisis' });
  record({ type: 'safetyOverride' });
  await panel.press('button', 'Back');
  await check();
  expect(await panel.doc.evaluate(() => document.body.innerText)).toContain(
    'Safety override since',
  );

  await passTo(57.5);
  await check();
  await panel.press('radio', 'Client-led');
  // The radio is checked by the press itself, and the panel follows once that is recorded.
  await panel.see('button', 'Mode Client-led');
  record({ type: 'modeChanged', mode: 'clientLed' });
  await check();

  await passTo(58);
  await panel.press('button', 'End session');
  record({ type: 'ended' });
  const session = shown();
  const summary = (await panel.see('region', 'Session summary')).text;
  expect(session.contactMs).toBe(54 * MINUTE);
  expect(summary).toContain('54 contact minutes');
  for (const { leg, spentMs, budgetMinutes } of session.legs)
    expect(summary).toMatch(
      new RegExp(
        `${english(`leg_${leg}`)}\\s+${english('summary_minutesOf', wholeMinutes(spentMs), budgetMinutes)}`,
      ),
    );
  expect(session.legs.map(({ spentMs }) => wholeMinutes(spentMs))).toEqual([4, 6, 26, 6, 0, 12]);
  expect(summary).toContain('Planning was set aside: No time left for it');
  expect(summary).toContain('1 interruption, 4 minutes in all');
  expect(summary).toMatch(/: Guided/);
  expect(summary).toMatch(/: Crisis/);
  await panel.fill('textbox', 'What made the safety override necessary?', 'Risk named at the door');
  await panel.press('button', 'Save the reason');
  await panel.when('region', 'Session summary', ({ text }) =>
    text.includes('Reason for the safety override: Risk named at the door'),
  );
  await panel.press('button', 'Close summary');
  await panel.see('button', 'Start session');

  // The desk says the same, and knows the client.
  const desk = await rig.newest();
  await desk.doc.evaluate(() =>
    document.querySelector<HTMLElement>('.session-facts summary')?.click(),
  );
  const kept = (await desk.see('region', 'Session summary')).text;
  expect(kept).toContain('54 contact minutes');
  expect(kept).toContain('Risk named at the door');
  await desk.press('link', 'Clients');
  await desk.press('link', 'M-17*');
  await desk.press('link', 'Safety');
  await desk.when('textbox', 'Where the client is now', ({ value }) => value === 'Lisbon, at home');
  await desk.press('link', 'About');
  expect((await desk.see('list', 'Linked meeting addresses')).text).toContain('abc-defg-hij');
  await desk.press('link', 'Sessions*');
  expect((await desk.see('list', 'Sessions')).text).toContain('54 minutes');
  await desk.doc.tab.close();
});
