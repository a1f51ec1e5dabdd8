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

/** Why a text can't be read as a calendar. */
export type CalendarProblem = 'notACalendar' | 'calendarTooLarge';

/** Largest text that is read, in UTF-16 units. */
export const LARGEST_CALENDAR = 20_000_000;
/** Most steps through one series. A daily one from thirty years ago has half of that. */
const MOST_STEPS = 20_000;
/** Minutes of an appointment that says no end. */
const USUAL_MINUTES = 60;

/**
 * Reads the appointments of an iCalendar text (RFC 5545) that touch a span of time, in order:
 * series with their exceptions, in the time zones of the places they name. Events of whole days are
 * left out. Nothing is fetched.
 * @param meetingOf the meeting that an address belongs to
 */
export function readCalendar(
  text: string,
  from: EpochMs,
  until: EpochMs,
  meetingOf: (address: string) => Meeting | null,
): readonly Appointment[] | CalendarProblem {
  if (text.length > LARGEST_CALENDAR) return 'calendarTooLarge';
  let calendars: readonly ICAL.Component[];
  try {
    const parsed = ICAL.parse(text.trim());
    const all = (Array.isArray(parsed[0]) ? parsed : [parsed]) as object[];
    calendars = all.map((one) => new ICAL.Component(one as never));
  } catch {
    return 'notACalendar';
  }
  if (!calendars.some(({ name }) => name === 'vcalendar')) return 'notACalendar';
  const found = calendars.flatMap((calendar) =>
    seriesIn(calendar).flatMap((series) => appointmentsOf(series, from, until, meetingOf)),
  );
  return found.sort((a, b) => a.at - b.at || (a.uid < b.uid ? -1 : 1));
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
): readonly Appointment[] {
  const start = master.getFirstProperty('dtstart');
  const first = start?.getFirstValue();
  // An event of whole days is no appointment.
  if (!start || !(first instanceof ICAL.Time) || first.isDate) return [];
  const zone = zoneOf(start, calendar);
  const at = (time: ICAL.Time) => instant(time, zone);
  const lasts = lengthOf(master, at(first), calendar);

  const moved = new Map<EpochMs, ICAL.Component>();
  for (const event of changed) {
    const property = event.getFirstProperty('recurrence-id');
    const of = property?.getFirstValue();
    if (property && of instanceof ICAL.Time)
      moved.set(instant(of, zoneOf(property, calendar)), event);
  }
  const left = new Set(
    master
      .getAllProperties('exdate')
      .flatMap((property) =>
        property
          .getValues()
          .flatMap((time) =>
            time instanceof ICAL.Time ? [instant(time, zoneOf(property, calendar))] : [],
          ),
      ),
  );
  const own = occurrences(master, first, zone, at, until)
    .filter((begins) => !left.has(begins) && !moved.has(begins))
    .map((begins) => appointment(master, begins, begins + lasts, meetingOf));
  const others = [...moved.values()].flatMap((event) =>
    appointmentsOf({ calendar, master: single(event), changed: [] }, from, until, meetingOf),
  );
  return [...own, ...others].filter((one) => one.until > from && one.at < until);
}

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
  meetingOf: (address: string) => Meeting | null,
): Appointment {
  const words = ['x-google-conference', 'url', 'location', 'description'].map((name) =>
    textOf(event, name),
  );
  const links = words.join('\n').match(/https:\/\/[^\s<>"')\]]+/g) ?? [];
  const link = links.find((address) => meetingOf(address) !== null) ?? '';
  return {
    uid: textOf(event, 'uid'),
    at,
    until,
    title: textOf(event, 'summary'),
    cancelled: textOf(event, 'status').toUpperCase() === 'CANCELLED',
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
    // The rule counts by the clock of the place, and so does its end.
    if (ends && typeof zone === 'string' && ends.zone === ICAL.Timezone.utcTimezone)
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
