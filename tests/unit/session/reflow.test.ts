import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LEGS, type LegId, MINUTE, refusalOf, type SessionEvent, timeline } from '@/lib/session';
import { at, enter, opened, planned } from './at-nine.ts';

describe('the time that is left', () => {
  const minutesAhead = (events: readonly SessionEvent[], now: number, plan = planned()) => {
    const shown = timeline(plan, events, now);
    return Object.fromEntries(shown.legs.map(({ leg, aheadMs }) => [leg, aheadMs / MINUTE]));
  };

  test('goes to the legs as planned while they fit', () => {
    expect(minutesAhead(opened, at(1))).toEqual({
      opening: 3,
      agenda: 7,
      exploration: 22,
      integration: 7,
      planning: 6,
      closing: 4,
    });
  });

  test('is re-flowed inside the windows when Exploration overruns by three, Closing kept', () => {
    const events = [...opened, enter('agenda', 4), enter('exploration', 11)];
    expect(minutesAhead(events, at(36))).toMatchObject({
      exploration: 0,
      integration: 5,
      planning: 5,
      closing: 4,
    });
    expect(timeline(planned(), events, at(36)).unreachable).toEqual([]);
  });

  test('no longer holds Planning when Exploration overruns by six: it is named, and the end stays', () => {
    const events = [...opened, enter('agenda', 4), enter('exploration', 11)];
    const shown = timeline(planned(), events, at(39));
    expect(minutesAhead(events, at(39))).toMatchObject({ integration: 5, planning: 5, closing: 4 });
    expect(shown.unreachable).toEqual(['planning']);
    expect(shown.endsAt).toBe(at(50));
    const aside: SessionEvent = {
      type: 'legSetAside',
      at: at(39),
      leg: 'planning',
      reason: 'ranOut',
    };
    const without = timeline(planned(), [...events, aside], at(39));
    expect(without.unreachable).toEqual([]);
    expect(minutesAhead([...events, aside], at(39))).toMatchObject({
      integration: 7,
      planning: 0,
      closing: 4,
    });
    expect(without.legs.find(({ leg }) => leg === 'planning')).toMatchObject({
      state: 'setAside',
      reason: 'ranOut',
    });
  });

  test('follows the order that the legs are planned in', () => {
    const order: LegId[] = [
      'opening',
      'agenda',
      'exploration',
      'planning',
      'integration',
      'closing',
    ];
    const events: SessionEvent[] = [
      ...opened,
      { type: 'legsReordered', at: at(1), order },
      enter('exploration', 11),
    ];
    const shown = timeline(planned(), [...events, enter('agenda', 38)], at(39));
    expect(shown.legs.map(({ leg }) => leg)).toEqual(order);
    expect(shown.unreachable).toContain('integration');
  });

  test('is never promised twice: to the legs ahead goes what there is, or what their windows ask at least', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 120 }),
        fc.array(fc.tuple(fc.constantFrom(...LEGS), fc.nat(12)), { maxLength: 8 }),
        (minutes, visits) => {
          const events: SessionEvent[] = [...opened];
          let clock = 0;
          for (const [leg, stay] of visits) {
            clock += stay;
            const next = enter(leg, clock);
            if (refusalOf(events, next) === null) events.push(next);
          }
          const shown = timeline(planned({ minutes }), events, at(clock));
          const total = (of: (leg: (typeof shown.legs)[number]) => number) =>
            shown.legs.reduce((sum, leg) => sum + of(leg), 0);
          const least = total(({ leg, state, window, budgetMinutes, spentMs }) => {
            if (leg !== 'closing' && state !== 'current' && state !== 'notVisited') return 0;
            const kept = leg === 'closing' ? budgetMinutes : Math.min(window.min, budgetMinutes);
            return Math.max(0, kept * MINUTE - spentMs);
          });
          const ahead = total(({ aheadMs }) => aheadMs);
          expect(ahead).toBeLessThanOrEqual(Math.max(least, shown.remainingMs) + 0.001);
          expect(ahead).toBeGreaterThanOrEqual(least - 0.001);
          if (shown.unreachable.length > 0) expect(least).toBeGreaterThan(shown.remainingMs);
        },
      ),
    );
  });
});
