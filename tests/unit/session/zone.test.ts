import { expect, test } from 'vitest';
import { offsetAt, type SessionEvent } from '@/lib/session';
import { at, opened } from './at-nine.ts';

test('a place has the offset that its clock told last', () => {
  const own = opened[0]?.type === 'started' ? opened[0].utcOffsetMinutes : Number.NaN;
  const events: readonly SessionEvent[] = [
    ...opened,
    { type: 'zoneChanged', at: at(20), utcOffsetMinutes: -300 },
    { type: 'ended', at: at(50) },
  ];
  expect(offsetAt(events, at(0))).toBe(own);
  expect(offsetAt(events, at(19))).toBe(own);
  expect(offsetAt(events, at(20))).toBe(-300);
  expect(offsetAt(events, at(50))).toBe(-300);
  // A start that is told afterwards is before everything.
  expect(offsetAt(events, at(-10))).toBe(own);
});

test('a session without a start has no place', () => {
  expect(() => offsetAt([], at(0))).toThrow(RangeError);
});
