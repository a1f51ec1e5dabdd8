import { findIana } from 'windows-iana';
import type { EpochMs } from '../session';

/** A clock's reading without a place. */
export interface WallTime {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/**
 * The IANA name of a time zone as calendars call it: an IANA name, one after a prefix that some
 * programs put before it, or a Windows name. Null if nobody knows it.
 */
export function ianaOf(name: string): string | null {
  const plain = name.replace(/^"|"$/g, '');
  const parts = plain.split('/');
  const tails = [3, 2].map((length) => parts.slice(-length).join('/'));
  return [plain, ...tails, ...findIana(plain)].find((zone) => zone && isZone(zone)) ?? null;
}

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of a zone show at an instant. */
export function wallTime(at: EpochMs, zone: string): WallTime {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-u-hc-h23', {
      timeZone: zone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  formats.set(zone, format);
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return {
    year: of('year'),
    month: of('month'),
    day: of('day'),
    hour: of('hour'),
    minute: of('minute'),
    second: of('second'),
  };
}

const asUtc = ({ year, month, day, hour, minute, second }: WallTime): EpochMs =>
  Date.UTC(year, month - 1, day, hour, minute, second);

/**
 * The instant at which the clocks of a zone show this. A time that clocks leave out is the one
 * after the gap; of one that comes twice, it is the first.
 */
export function instantOf(wall: WallTime, zone: string): EpochMs {
  const wanted = asUtc(wall);
  const offsetAt = (at: EpochMs) => asUtc(wallTime(at, zone)) - Math.floor(at / 1_000) * 1_000;
  const before = wanted - offsetAt(wanted - 86_400_000);
  const after = wanted - offsetAt(wanted + 86_400_000);
  const shows = (at: EpochMs) => asUtc(wallTime(at, zone)) === wanted;
  if (shows(before)) return before;
  return shows(after) ? after : before;
}
