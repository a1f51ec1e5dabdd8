import { describe, expect, test } from 'vitest';
import { dueAt, ruleFor, USUAL_RETENTION } from '@/lib/practice';

describe('how long a file is kept', () => {
  const last = new Date(2026, 10, 24, 12).getTime();
  const kept = (retention: Partial<typeof USUAL_RETENTION>) => ({
    retention: { ...USUAL_RETENTION, ...retention },
  });
  const day = (year: number, month: number, date: number, hour = 0) =>
    new Date(year, month - 1, date, hour).getTime();

  test('is not known while nobody has chosen', () => {
    expect(ruleFor(kept({}), null)).toBeNull();
    expect(dueAt(null, last)).toBeNull();
    // A day of birth alone is no rule, and an unreadable one is none either.
    expect(ruleFor(kept({ bornOn: '2015-03-01' }), null)).toBeNull();
    expect(ruleFor(kept({ untilAge: 21, bornOn: 'soon' }), null)).toBeNull();
    expect(ruleFor(kept({ untilAge: 21, bornOn: '2020-99-99' }), null)).toBeNull();
  });
  test('is what the practice does when the day of birth is no day', () => {
    const rule = ruleFor(kept({ untilAge: 21, bornOn: '2020-99-99' }), 7);
    expect(dueAt(rule, last)).toBe(day(2033, 11, 24, 12));
  });
  test('is what the practice does, unless the client has a rule', () => {
    expect(dueAt(ruleFor(kept({}), 7), last)).toBe(day(2033, 11, 24, 12));
    expect(dueAt(ruleFor(kept({ years: 10 }), 7), last)).toBe(day(2036, 11, 24, 12));
  });
  test('is for a minor the later of both', () => {
    const young = ruleFor(kept({ bornOn: '2020-02-29', untilAge: 25 }), 7);
    expect(dueAt(young, last)).toBe(day(2045, 3, 1));
    const older = ruleFor(kept({ bornOn: '2005-01-01', untilAge: 21 }), 7);
    expect(dueAt(older, last)).toBe(day(2033, 11, 24, 12));
    expect(dueAt(ruleFor(kept({ bornOn: '2020-05-05', untilAge: 21 }), null), last)).toBe(
      day(2041, 5, 5),
    );
  });
});
