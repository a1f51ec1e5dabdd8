import ICAL from 'ical.js';
import type { EpochMs, Meeting } from '../session';
import { ianaOf, instantOf, type WallTime, wallTime } from './zones';

/** One appointment, as a calendar has it. */
export interface Appointment {
  /** The same for all of a series, so that what was said of one holds for the others. */
  readonly uid: string;
  readonly at: EpochMs;
  readonly until: EpochMs;
  readonly title: string;
  readonly cancelled: boolean;
  /** The meeting that its place or text links to; null for none that is known. */
  readonly meeting: Meeting | null;
  /** The address of that meeting; empty for none. */
  readonly link: string;
}

/** What was read of a calendar. */
export interface ReadAppointments {
  readonly appointments: readonly Appointment[];
  /** Events that make no sense, and were left out. */
  readonly leftOut: number;
}

/** Why a text can't be read as a calendar. */
export type CalendarProblem = 'notACalendar' | 'calendarCut' | 'calendarTooLarge';

/** Largest text that is read, in UTF-16 units. */
export const LARGEST_CALENDAR = 20_000_000;
/** Most steps through one series. A daily one from thirty years ago has half of that. */
const MOST_STEPS = 20_000;
/** Minutes of an appointment that says no end. */
const USUAL_MINUTES = 60;

/**
 * Reads the appointments of an iCalendar text (RFC 5545) that touch a span of time, in order:
 * series with their exceptions, in the time zones of the places they name. Events of whole days are
 * left out. An event that makes no sense keeps no other from being read. Nothing is fetched.
 * @param meetingOf the meeting that an address belongs to
 */
export function readCalendar(
  text: string,
  from: EpochMs,
  until: EpochMs,
  meetingOf: (address: string) => Meeting | null,
): ReadAppointments | CalendarProblem {
  if (text.length > LARGEST_CALENDAR) return 'calendarTooLarge';
  const plain = withDates(text.trim());
  const whole = parsed(plain);
  const read = whole ? { calendars: whole, leftOut: 0 } : eventByEvent(plain);
  if (typeof read === 'string') return read;
  if (!read.calendars.some(({ name }) => name === 'vcalendar')) return 'notACalendar';
  let { leftOut } = read;
  const onSenseless = () => {
    leftOut += 1;
  };
  const found = read.calendars.flatMap(seriesIn).flatMap((series) => {
    try {
      return appointmentsOf(series, from, until, meetingOf, onSenseless);
    } catch {
      onSenseless();
      return [];
    }
  });
  return {
    appointments: found.sort((a, b) => a.at - b.at || (a.uid < b.uid ? -1 : 1)),
    leftOut,
  };
}

/** Some programs name an occurrence by its day without saying that it is one. */
const withDates = (text: string): string =>
  text.replace(
    /^(EXDATE|RECURRENCE-ID)((?:;(?!VALUE=)[^:;\r\n]*)*):(\d{8}(?:,\d{8})*)[ \t]*$/gim,
    '$1$2;VALUE=DATE:$3',
  );

/** The calendars of a text; null if something in it makes no sense. */
function parsed(text: string): readonly ICAL.Component[] | null {
  try {
    const read = ICAL.parse(text);
    const all = (Array.isArray(read[0]) ? read : [read]) as object[];
    return all.map((one) => new ICAL.Component(one as never));
  } catch {
    return null;
  }
}

/** What stands in one calendar of a text, each part as its lines. */
interface Parts {
  /** Lines such as the method, which count for all events of the calendar. */
  readonly about: string[];
  readonly zones: string[][];
  readonly events: string[][];
  /** Events that have no end. */
  cut: number;
}

/**
 * What makes sense of a text that doesn't as a whole: of each calendar its zones, and each event by
 * itself.
 */
function eventByEvent(
  text: string,
): { readonly calendars: readonly ICAL.Component[]; readonly leftOut: number } | CalendarProblem {
  const parts = partsOf(text);
  if (parts === null) return 'notACalendar';
  if (parts === 'cut') return 'calendarCut';
  let leftOut = 0;
  const calendars = parts.flatMap(({ about, zones, events, cut }) => {
    const calendarOf = (some: readonly string[][]) =>
      parsed(['BEGIN:VCALENDAR', ...about, ...some.flat(), 'END:VCALENDAR'].join('\r\n'))?.[0];
    const known = zones.filter((zone) => calendarOf([zone]));
    const sound = events.filter((event) => calendarOf([event]));
    leftOut += cut + events.length - sound.length;
    return calendarOf([...known, ...sound]) ?? [];
  });
  const isEmpty = !calendars.some((one) => one.getAllSubcomponents('vevent').length > 0);
  // A text of which nothing can be read takes the place of no other.
  return isEmpty && leftOut > 0 ? 'notACalendar' : { calendars, leftOut };
}

/** The parts of a text's calendars; null if it has none, `cut` if the last one has no end. */
function partsOf(text: string): readonly Parts[] | 'cut' | null {
  const found: Parts[] = [];
  let calendar: Parts | null = null;
  let block: { readonly name: string; readonly lines: string[] } | null = null;
  for (const line of text.split(/\r\n|\n|\r/)) {
    const [, edge = '', name = ''] =
      /^(BEGIN|END):(VCALENDAR|VEVENT|VTIMEZONE)\s*$/i.exec(line) ?? [];
    const [begins, what] = [edge.toUpperCase() === 'BEGIN', name.toUpperCase()];
    if (
      calendar &&
      block?.name === 'VEVENT' &&
      (what === 'VCALENDAR' || (what === 'VEVENT' && begins))
    ) {
      calendar.cut += 1;
      block = null;
    }
    if (what === 'VCALENDAR') {
      block = null;
      if (begins) {
        if (calendar) return 'cut';
        calendar = { about: [], zones: [], events: [], cut: 0 };
        found.push(calendar);
      } else calendar = null;
      continue;
    }
    if (!calendar) continue;
    if (what !== '' && begins) block = { name: what, lines: [] };
    block?.lines.push(line);
    if (what !== '' && !begins && block) {
      (block.name === 'VEVENT' ? calendar.events : calendar.zones).push(block.lines);
      block = null;
    } else if (!block && /^METHOD:\w+\s*$/i.test(line)) calendar.about.push(line);
  }
  if (found.length === 0) return null;
  return calendar ? 'cut' : found;
}

/** An event and what was changed for single occurrences of it. */
interface Series {
  readonly calendar: ICAL.Component;
  readonly master: ICAL.Component;
  readonly changed: readonly ICAL.Component[];
}

function seriesIn(calendar: ICAL.Component): readonly Series[] {
  const byUid = new Map<string, ICAL.Component[]>();
  for (const event of calendar.getAllSubcomponents('vevent')) {
    const uid = textOf(event, 'uid');
    byUid.set(uid, [...(byUid.get(uid) ?? []), event]);
  }
  return [...byUid.values()].flatMap((events): Series[] => {
    const changed = events.filter((event) => event.hasProperty('recurrence-id'));
    const masters = events.filter((event) => !event.hasProperty('recurrence-id'));
    // Somebody may have been invited to one occurrence of a series alone.
    if (masters.length === 0) return changed.map((master) => ({ calendar, master, changed: [] }));
    return masters.map((master) => ({ calendar, master, changed }));
  });
}

const textOf = (event: ICAL.Component, name: string): string =>
  String(event.getFirstPropertyValue(name) ?? '').trim();

function appointmentsOf(
  { calendar, master, changed }: Series,
  from: EpochMs,
  until: EpochMs,
  meetingOf: (address: string) => Meeting | null,
  onSenseless: () => void,
): readonly Appointment[] {
  const start = master.getFirstProperty('dtstart');
  const first = start?.getFirstValue();
  // An event of whole days is no appointment.
  if (!start || !(first instanceof ICAL.Time) || isWholeDay(master, first)) return [];
  const zone = zoneOf(start, calendar);
  const at = (time: ICAL.Time) => instant(time, zone);
  /** Names an occurrence: by its instant, or by its day where a calendar says no more. */
  const nameOf = (time: ICAL.Time, property: ICAL.Property): EpochMs | string =>
    time.isDate ? time.toString() : instant(time, zoneOf(property, calendar));
  const isNamed = (names: { has(name: EpochMs | string): boolean }, begins: EpochMs): boolean =>
    names.has(begins) || names.has(dayOf(begins, zone));

  const moved = new Map<EpochMs | string, ICAL.Component>();
  const onwards: Onwards[] = [];
  for (const event of changed)
    try {
      const property = event.getFirstProperty('recurrence-id');
      const of = property?.getFirstValue();
      if (!property || !(of instanceof ICAL.Time)) throw new Error('of no occurrence');
      const begins = event.getFirstProperty('dtstart');
      const time = begins?.getFirstValue();
      if (begins && !(time instanceof ICAL.Time)) throw new Error('without a start');
      if (property.getFirstParameter('range')?.toUpperCase() !== 'THISANDFUTURE') {
        moved.set(nameOf(of, property), event);
        continue;
      }
      const clock = clockOf(first, zone);
      const was = of.isDate
        ? Date.UTC(of.year, of.month - 1, of.day) + (clock.read(at(first)) % DAY)
        : clock.read(instant(of, zoneOf(property, calendar)));
      const is =
        begins && time instanceof ICAL.Time
          ? clock.read(instant(time, zoneOf(begins, calendar)))
          : was;
      onwards.push({ was, by: is - was, event });
    } catch {
      onSenseless();
    }
  onwards.sort((a, b) => b.was - a.was);
  const left = new Set(
    master
      .getAllProperties('exdate')
      .flatMap((property) =>
        property
          .getValues()
          .flatMap((time) => (time instanceof ICAL.Time ? [nameOf(time, property)] : [])),
      ),
  );
  const clock = clockOf(first, zone);
  // An occurrence after the end may have been moved to before it.
  const latest = until + DAY + Math.max(0, ...onwards.map(({ by }) => -by));
  const isCancelled = textOf(calendar, 'method').toUpperCase() === 'CANCEL';
  const own = occurrences(master, first, zone, at, latest)
    .filter((begins) => !isNamed(left, begins) && !isNamed(moved, begins))
    .map((begins) => {
      const reads = clock.read(begins);
      const change = onwards.find((one) => one.was <= reads);
      const event = change?.event ?? master;
      const shown = change ? clock.at(reads + change.by) : begins;
      const own = event.hasProperty('dtstart') ? event : master;
      return appointment(
        event,
        shown,
        shown + lengthOf(own, startOf(own, calendar), calendar),
        isCancelled,
        meetingOf,
      );
    });
  const others = [...moved.values()].flatMap((event) => {
    try {
      const alone = { calendar, master: single(event), changed: [] };
      return appointmentsOf(alone, from, until, meetingOf, onSenseless);
    } catch {
      onSenseless();
      return [];
    }
  });
  return [...own, ...others].filter((one) => one.until > from && one.at < until);
}

const DAY = 86_400_000;

/** What changed for an occurrence and all after it. */
interface Onwards {
  /** What the clock showed at that occurrence, as if it were UTC. */
  readonly was: number;
  /** By how much it moved, on the clock. */
  readonly by: number;
  readonly event: ICAL.Component;
}

/**
 * The clock by which a series is counted: what it shows at an instant, as if it were UTC, and the
 * instant at which it shows that.
 */
function clockOf(
  first: ICAL.Time,
  zone: string | ICAL.Timezone | null,
): { read(at: EpochMs): number; at(reads: number): EpochMs } {
  if (typeof zone === 'string')
    return {
      read: (at) => {
        const { year, month, day, hour, minute, second } = wallTime(at, zone);
        return Date.UTC(year, month - 1, day, hour, minute, second);
      },
      at: (reads) => {
        const then = new Date(reads);
        return instantOf(
          {
            year: then.getUTCFullYear(),
            month: then.getUTCMonth() + 1,
            day: then.getUTCDate(),
            hour: then.getUTCHours(),
            minute: then.getUTCMinutes(),
            second: then.getUTCSeconds(),
          },
          zone,
        );
      },
    };
  if (zone || first.zone === ICAL.Timezone.utcTimezone)
    return { read: (at) => at, at: (reads) => reads };
  return {
    read: (at) => {
      const then = new Date(at);
      return at - then.getTimezoneOffset() * 60_000;
    },
    at: (reads) => {
      const then = new Date(reads);
      return new Date(
        then.getUTCFullYear(),
        then.getUTCMonth(),
        then.getUTCDate(),
        then.getUTCHours(),
        then.getUTCMinutes(),
        then.getUTCSeconds(),
      ).getTime();
    },
  };
}

/** When an event begins that has a start. */
function startOf(event: ICAL.Component, calendar: ICAL.Component): EpochMs {
  const property = event.getFirstProperty('dtstart');
  const time = property?.getFirstValue();
  if (!property || !(time instanceof ICAL.Time)) throw new Error('an event without a start');
  return instant(time, zoneOf(property, calendar));
}

/** An event of whole days, as RFC 5545 or as Outlook says it. */
const isWholeDay = (event: ICAL.Component, first: ICAL.Time): boolean =>
  first.isDate || textOf(event, 'x-microsoft-cdo-alldayevent').toUpperCase() === 'TRUE';

/** The day of an instant as "2026-11-23", by the clocks of a zone. */
function dayOf(at: EpochMs, zone: string | ICAL.Timezone | null): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const day = (year: number, month: number, date: number) => `${year}-${two(month)}-${two(date)}`;
  if (typeof zone === 'string') {
    const wall = wallTime(at, zone);
    return day(wall.year, wall.month, wall.day);
  }
  const then = new Date(at);
  if (!zone) return day(then.getFullYear(), then.getMonth() + 1, then.getDate());
  const there = ICAL.Time.fromJSDate(then, true).convertToZone(zone);
  return day(there.year, there.month, there.day);
}

/** Where programs put the address of a meeting. */
const LINKS = [
  'conference',
  'x-google-conference',
  'x-microsoft-skypeteamsmeetingurl',
  'x-microsoft-onlinemeetingexternallink',
  'url',
  'location',
  'description',
  'x-alt-desc',
] as const;

/** A changed occurrence as an event of its own. */
function single(event: ICAL.Component): ICAL.Component {
  const copy = new ICAL.Component(structuredClone(event.toJSON()) as never);
  for (const name of ['recurrence-id', 'rrule', 'rdate', 'exdate']) copy.removeAllProperties(name);
  return copy;
}

function appointment(
  event: ICAL.Component,
  at: EpochMs,
  until: EpochMs,
  isCancelled: boolean,
  meetingOf: (address: string) => Meeting | null,
): Appointment {
  const words = LINKS.flatMap((name) =>
    event.getAllProperties(name).map((property) => String(property.getFirstValue() ?? '')),
  ).map((text) => text.replaceAll('&amp;', '&'));
  const links = words.join('\n').match(/https:\/\/[^\s<>"')\]]+/g) ?? [];
  const link = links.find((address) => meetingOf(address) !== null) ?? '';
  return {
    uid: textOf(event, 'uid'),
    at,
    until,
    title: textOf(event, 'summary'),
    cancelled: isCancelled || textOf(event, 'status').toUpperCase() === 'CANCELLED',
    meeting: link === '' ? null : meetingOf(link),
    link,
  };
}

function lengthOf(event: ICAL.Component, at: EpochMs, calendar: ICAL.Component): number {
  const end = event.getFirstProperty('dtend');
  const time = end?.getFirstValue();
  if (end && time instanceof ICAL.Time)
    return Math.max(0, instant(time, zoneOf(end, calendar)) - at);
  const duration = event.getFirstPropertyValue('duration');
  return duration instanceof ICAL.Duration
    ? Math.max(0, duration.toSeconds() * 1_000)
    : USUAL_MINUTES * 60_000;
}

/** The instants at which a series begins, up to `until`. */
function occurrences(
  event: ICAL.Component,
  first: ICAL.Time,
  zone: string | ICAL.Timezone | null,
  at: (time: ICAL.Time) => EpochMs,
  until: EpochMs,
): readonly EpochMs[] {
  const found = new Set<EpochMs>([at(first)]);
  for (const property of event.getAllProperties('rdate'))
    for (const value of property.getValues()) {
      const time = value instanceof ICAL.Period ? value.start : value;
      if (time instanceof ICAL.Time) found.add(at(time));
    }
  for (const rule of event.getAllProperties('rrule')) {
    const recur = rule.getFirstValue();
    if (!(recur instanceof ICAL.Recur)) continue;
    const ends = recur.until;
    // The rule counts by the clock of the place, and so does its end. A day ends at midnight.
    if (ends?.isDate)
      recur.until = new ICAL.Time(
        {
          year: ends.year,
          month: ends.month,
          day: ends.day,
          hour: 23,
          minute: 59,
          second: 59,
          isDate: false,
        },
        typeof zone === 'string' ? ICAL.Timezone.localTimezone : first.zone,
      );
    else if (ends && typeof zone === 'string' && ends.zone === ICAL.Timezone.utcTimezone)
      recur.until = floating(wallTime(ends.toUnixTime() * 1_000, zone));
    const steps = recur.iterator(typeof zone === 'string' ? floating(first) : first);
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const next = steps.next();
      if (!next) break;
      const begins = at(next);
      if (begins >= until) break;
      found.add(begins);
    }
  }
  return [...found];
}

const floating = ({ year, month, day, hour, minute, second }: WallTime): ICAL.Time =>
  new ICAL.Time(
    { year, month, day, hour, minute, second, isDate: false },
    ICAL.Timezone.localTimezone,
  );

/** The zone that a property names: one that browsers know, or one of the file; null for none. */
function zoneOf(property: ICAL.Property, calendar: ICAL.Component): string | ICAL.Timezone | null {
  const name = property.getFirstParameter('tzid');
  return name ? (ianaOf(name) ?? calendar.getTimeZoneByID(name)) : null;
}

function instant(time: ICAL.Time, zone: string | ICAL.Timezone | null): EpochMs {
  const { year, month, day, hour, minute, second } = time;
  if (time.zone === ICAL.Timezone.utcTimezone) return time.toUnixTime() * 1_000;
  if (typeof zone === 'string') return instantOf({ year, month, day, hour, minute, second }, zone);
  if (zone) {
    const placed = time.clone();
    placed.zone = zone;
    return placed.toUnixTime() * 1_000;
  }
  // A time without a place is that of the device.
  return new Date(year, month - 1, day, hour, minute, second).getTime();
}
