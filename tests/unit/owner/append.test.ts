import { expect, test } from 'vitest';
import { eventsWith } from '@/lib/owner/append';
import type { SessionEvent } from '@/lib/session';

const NINE = new Date(2026, 10, 23, 9, 0).getTime();
const at = (minutes: number) => NINE + minutes * 60_000;
const begun: readonly SessionEvent[] = [
  { type: 'started', at: NINE, toldAt: NINE, utcOffsetMinutes: 60 },
  { type: 'legEntered', at: NINE, leg: 'opening' },
];
const here = () => 60;

test('an event comes after those that are there', () => {
  const next: SessionEvent = { type: 'legEntered', at: at(4), leg: 'agenda' };
  expect(eventsWith(begun, [next], here)).toEqual([...begun, next]);
});

test('nothing to add leaves the events as they are', () => {
  expect(eventsWith(begun, [], here)).toEqual(begun);
});

test('one that can not be refuses all of them, with the reason', () => {
  const end: SessionEvent = { type: 'ended', at: at(50) };
  expect(eventsWith(begun, [end, end], here)).toBe('alreadyEnded');
});

test('a clock that went back is noted before the event', () => {
  const next: SessionEvent = { type: 'legEntered', at: at(-5), leg: 'agenda' };
  expect(eventsWith(begun, [next], here)).toEqual([
    ...begun,
    { type: 'clockWentBack', at: at(-5), byMs: 300_000 },
    next,
  ]);
});

test('another time zone is noted once, before the event', () => {
  const first: SessionEvent = { type: 'legEntered', at: at(4), leg: 'agenda' };
  const second: SessionEvent = { type: 'legEntered', at: at(11), leg: 'exploration' };
  expect(eventsWith(begun, [first, second], () => 120)).toEqual([
    ...begun,
    { type: 'zoneChanged', at: at(4), utcOffsetMinutes: 120 },
    first,
    second,
  ]);
});
