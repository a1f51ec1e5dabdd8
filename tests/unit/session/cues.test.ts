import { describe, expect, test } from 'vitest';
import { type CueId, cueAt, type SessionEvent, timeline } from '@/lib/session';
import { at, enter, opened, planned, started } from './at-nine.ts';

describe('cues', () => {
  const cue = (events: readonly SessionEvent[], now: number, off: readonly CueId[] = []) =>
    cueAt(timeline(planned(), events, now), off);
  const wholeWay = [
    ...opened,
    enter('agenda', 4),
    enter('exploration', 11),
    enter('integration', 33),
    enter('planning', 40),
    enter('closing', 46),
  ];

  test('are the milestones alone when all goes as planned', () => {
    const said: (string | undefined)[] = [undefined];
    for (let minute = 0; minute <= 51; minute += 0.25) {
      const now = at(minute);
      const shown = cue(
        wholeWay.filter((event) => event.at <= now),
        now,
      );
      if (shown?.id !== said.at(-1)) said.push(shown?.id);
    }
    // At five minutes left, Closing is due in a minute, and that cue says so too.
    expect(said).toEqual([
      undefined,
      'left15',
      undefined,
      'left10',
      undefined,
      'left5',
      undefined,
      'left0',
    ]);
  });

  test('name legs not visited yet, no later than what they and Closing need', () => {
    const order = ['opening', 'exploration', 'agenda', 'exploration', 'closing'] as const;
    const events = [started, ...order.map((leg, index) => enter(leg, index * 6))];
    expect(cue(events, at(32.9))).toBeNull();
    expect(cue(events, at(33))).toEqual({
      id: 'untouched',
      legs: ['integration', 'planning'],
      closing: false,
      milestone: false,
    });
    expect(cue(events, at(35.5))?.id).toBe('left15');
    expect(cue(events, at(36.5))?.id).toBe('untouched');
    expect(cue(events, at(33), ['untouched'])).toBeNull();
  });

  test('name the legs that are left when Exploration is set aside', () => {
    const before = [...opened, enter('agenda', 4)];
    expect(cue(before, at(33))?.id).not.toBe('untouched');
    const aside: SessionEvent = {
      type: 'legSetAside',
      at: at(5),
      leg: 'exploration',
      reason: 'notToday',
    };
    expect(cue([...before, aside], at(33))).toMatchObject({
      id: 'untouched',
      legs: ['integration', 'planning'],
    });
  });

  test('say which legs no longer fit, and it is time for Closing', () => {
    const events = [...opened, enter('agenda', 4), enter('exploration', 11)];
    expect(cue(events, at(39))).toMatchObject({ id: 'unreachable', legs: ['planning'] });
    expect(cue(events, at(45))).toMatchObject({ id: 'left5', closing: true, milestone: true });
    expect(cue(events, at(47))).toMatchObject({ id: 'closing', milestone: false });
    expect(cue(events, at(47), ['closing'])?.id).toBe('unreachable');
    expect(cue(events, at(50))).toMatchObject({ id: 'left0', milestone: true });
    expect(cue(events, at(50), ['left0'])?.id).toBe('closing');
    expect(cue([...events, enter('closing', 47)], at(48))?.id).toBe('unreachable');
  });

  test('hint once at a long Opening', () => {
    expect(cue(opened, at(5))).toBeNull();
    expect(cue(opened, at(5.1))?.id).toBe('openingLong');
    expect(cue([...opened, enter('agenda', 6)], at(6.1))).toBeNull();
  });

  test('are silent when safety decides, in crisis, and after the end', () => {
    const override: SessionEvent = { type: 'safetyOverride', at: at(48) };
    const crisis: SessionEvent = { type: 'modeChanged', at: at(48), mode: 'crisis' };
    const ended: SessionEvent = { type: 'ended', at: at(48) };
    for (const event of [override, crisis, ended])
      expect(cue([...opened, event], at(50))).toBeNull();
  });
});
