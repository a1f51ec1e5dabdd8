import { describe, expect, test } from 'vitest';
import { LARGEST_CALENDAR, readCalendar } from '@/lib/calendar';
import { ianaOf, instantOf, wallTime } from '@/lib/calendar/zones';
import { invitedMeetingOf } from '@/lib/sites';

const DAY = 86_400_000;
/** Monday. */
const FROM = Date.UTC(2026, 9, 19);

const event = (...lines: readonly string[]) =>
  ['BEGIN:VEVENT', 'UID:one', 'SUMMARY:Session', ...lines, 'END:VEVENT'].join('\r\n');
const calendar = (...parts: readonly string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//x//EN', ...parts, 'END:VCALENDAR'].join('\r\n');
const read = (text: string, days = 28) =>
  readCalendar(text, FROM, FROM + days * DAY, invitedMeetingOf);
/** What is read of a calendar that can be read. */
const appointments = (text: string) => {
  const found = read(text);
  if (typeof found === 'string') throw new Error(found);
  return found.appointments;
};
const starts = (text: string, days?: number) => {
  const found = read(text, days);
  if (typeof found === 'string') throw new Error(found);
  return found.appointments.map(({ at }) => new Date(at).toISOString().slice(0, 16));
};

describe('times', () => {
  test.each([
    ['in UTC', 'DTSTART:20261020T093000Z', '2026-10-20T09:30'],
    ['in a zone by its name', 'DTSTART;TZID=America/New_York:20261020T093000', '2026-10-20T13:30'],
    [
      'in a zone by its Windows name',
      'DTSTART;TZID=W. Europe Standard Time:20261020T093000',
      '2026-10-20T07:30',
    ],
    [
      'in a zone with a prefix',
      'DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20261020T093000',
      '2026-10-20T07:30',
    ],
    [
      'of no place, by this device',
      'DTSTART:20261020T093000',
      new Date(2026, 9, 20, 9, 30).toISOString().slice(0, 16),
    ],
  ])('%s', (_, line, at) => {
    expect(starts(calendar(event(line)))).toEqual([at]);
  });

  test('in a zone that only the file knows', () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Practice time',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+0500',
      'TZOFFSETTO:+0500',
      'END:STANDARD',
      'END:VTIMEZONE',
    ].join('\r\n');
    expect(starts(calendar(zone, event('DTSTART;TZID=Practice time:20261020T093000')))).toEqual([
      '2026-10-20T04:30',
    ]);
  });

  test('a day has no appointment, and an event without an end lasts an hour', () => {
    expect(starts(calendar(event('DTSTART;VALUE=DATE:20261020')))).toEqual([]);
    const [one] = appointments(calendar(event('DTSTART:20261020T093000Z')));
    expect((one?.until ?? 0) - (one?.at ?? 0)).toBe(3_600_000);
    const [other] = appointments(calendar(event('DTSTART:20261020T093000Z', 'DURATION:PT50M')));
    expect((other?.until ?? 0) - (other?.at ?? 0)).toBe(3_000_000);
  });
});

describe('a series', () => {
  test('keeps its time by the clock when summer time ends', () => {
    expect(
      starts(
        calendar(event('DTSTART;TZID=Europe/Berlin:20261020T093000', 'RRULE:FREQ=WEEKLY;COUNT=3')),
      ),
    ).toEqual(['2026-10-20T07:30', '2026-10-27T08:30', '2026-11-03T08:30']);
  });

  test('reaches its last occurrence, though its end is in UTC', () => {
    expect(
      starts(
        calendar(
          event(
            'DTSTART;TZID=Asia/Tokyo:20261020T180000',
            'RRULE:FREQ=WEEKLY;UNTIL=20261103T090000Z',
          ),
        ),
      ),
    ).toEqual(['2026-10-20T09:00', '2026-10-27T09:00', '2026-11-03T09:00']);
  });

  test('leaves out what was taken out, moves what was moved, and shows what was cancelled', () => {
    const series = event(
      'DTSTART;TZID=Europe/Berlin:20261020T093000',
      'DTEND;TZID=Europe/Berlin:20261020T102000',
      'RRULE:FREQ=WEEKLY;COUNT=4',
      'EXDATE;TZID=Europe/Berlin:20261027T093000',
    );
    const moved = event(
      'RECURRENCE-ID;TZID=Europe/Berlin:20261103T093000',
      'DTSTART;TZID=Europe/Berlin:20261104T110000',
      'DTEND;TZID=Europe/Berlin:20261104T115000',
    );
    const off = event(
      'RECURRENCE-ID;TZID=Europe/Berlin:20261110T093000',
      'DTSTART;TZID=Europe/Berlin:20261110T093000',
      'STATUS:CANCELLED',
    );
    expect(starts(calendar(series, moved, off))).toEqual([
      '2026-10-20T07:30',
      '2026-11-04T10:00',
      '2026-11-10T08:30',
    ]);
    const all = appointments(calendar(series, moved, off));
    expect(all.map(({ cancelled }) => cancelled)).toEqual([false, false, true]);
  });

  test('that began years ago is read to this week, and one without an end stops', () => {
    expect(starts(calendar(event('DTSTART:20100105T090000Z', 'RRULE:FREQ=DAILY')), 2)).toEqual([
      '2026-10-19T09:00',
      '2026-10-20T09:00',
    ]);
  });

  test('of which somebody has one occurrence alone is read', () => {
    expect(
      starts(calendar(event('RECURRENCE-ID:20261020T090000Z', 'DTSTART:20261020T100000Z'))),
    ).toEqual(['2026-10-20T10:00']);
  });
});

describe('a link to a meeting', () => {
  test.each([
    ['LOCATION:https://meet.google.com/abc-defg-hij', 'meet', 'abc-defg-hij'],
    ['X-GOOGLE-CONFERENCE:https://meet.google.com/abc-defg-hij', 'meet', 'abc-defg-hij'],
    ['DESCRIPTION:Join <https://app.zoom.us/wc/98765432100/join>\\nSee you', 'zoom', '98765432100'],
    ['LOCATION:https://us02web.zoom.us/j/98765432100?pwd=x', 'zoom', '98765432100'],
  ])('is found in %s', (line, site, room) => {
    const [one] = appointments(calendar(event('DTSTART:20261020T093000Z', line)));
    expect(one?.meeting).toMatchObject({ site, room });
  });

  test('of a site that nobody knows is none', () => {
    const [one] = appointments(
      calendar(event('DTSTART:20261020T093000Z', 'LOCATION:https://example.com/x')),
    );
    expect(one).toMatchObject({ meeting: null, link: '' });
  });
});

describe('an event that makes no sense', () => {
  const good = 'DTSTART:20261020T093000Z';
  test.each([
    ['a rule that is none', [good, 'RRULE:FREQ=FOO']],
    ['a day of the week that is none', [good, 'RRULE:FREQ=WEEKLY;BYDAY=XX']],
    ['a start that is none', ['DTSTART:soon']],
    ['a length that is none', [good, 'DURATION:for a while']],
    ['an exception that is none', [good, 'EXDATE:never']],
    ['a line that is none', [good, 'what is this']],
  ] as const)('keeps no other from being read: %s', (_, lines) => {
    const other = event(good).replace('UID:one', 'UID:two');
    const found = read(calendar(event(...lines), other));
    if (typeof found === 'string') throw new Error(found);
    expect(found.appointments.map(({ uid }) => uid)).toContain('two');
    expect(found.leftOut + found.appointments.length).toBe(2);
  });

  test('takes no more of a series with it than itself', () => {
    const weekly = event(good, 'RRULE:FREQ=WEEKLY;COUNT=3', 'EXDATE:20261027');
    expect(starts(calendar(weekly))).toEqual(['2026-10-20T09:30', '2026-11-03T09:30']);
    const wrong = event('RECURRENCE-ID:20261103T093000Z', 'DTSTART:soon');
    const found = read(calendar(weekly, wrong));
    if (typeof found === 'string') throw new Error(found);
    expect(found.appointments).toHaveLength(2);
    expect(found.leftOut).toBe(1);
  });

  test('without an end takes no other with it, and a method is of its own calendar', () => {
    const open = ['BEGIN:VEVENT', 'UID:open', good].join('\r\n');
    const other = event(good).replace('UID:one', 'UID:two');
    const text = [calendar(open, other), calendar('METHOD:CANCEL', event(good))].join('\r\n');
    const found = read(text);
    if (typeof found === 'string') throw new Error(found);
    expect(found.appointments.map(({ uid, cancelled }) => [uid, cancelled])).toEqual([
      ['one', true],
      ['two', false],
    ]);
    expect(found.leftOut).toBe(1);
  });

  test('is counted', () => {
    const found = read(calendar(event(good, 'RRULE:FREQ=FOO'), event(good).replace('one', 'two')));
    expect(found).toMatchObject({ leftOut: 1 });
  });
});

describe('series as programs write them', () => {
  const weekly = ['DTSTART;TZID=Europe/Berlin:20261020T090000', 'RRULE:FREQ=WEEKLY;COUNT=4'];
  const changed = (id: string, at: string) =>
    event(`RECURRENCE-ID${id}`, `DTSTART;TZID=Europe/Berlin:${at}`);

  test('move one and all after it', () => {
    const onwards = changed(
      ';RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261027T090000',
      '20261027T110000',
    );
    expect(starts(calendar(event(...weekly), onwards))).toEqual([
      '2026-10-20T07:00',
      '2026-10-27T10:00',
      '2026-11-03T10:00',
      '2026-11-10T10:00',
    ]);
  });

  test('move one and all after it to another day, over a change of clocks', () => {
    const weekly9 = ['DTSTART;TZID=Europe/Berlin:20261015T090000', 'RRULE:FREQ=WEEKLY;COUNT=5'];
    const onwards = (id: string) => changed(`;RANGE=THISANDFUTURE${id}`, '20261026T090000');
    for (const id of [';TZID=Europe/Berlin:20261022T090000', ';VALUE=DATE:20261022'])
      expect(starts(calendar(event(...weekly9), onwards(id)))).toEqual([
        '2026-10-26T08:00',
        '2026-11-02T08:00',
        '2026-11-09T08:00',
      ]);
  });

  test('cancel one and all after it', () => {
    const gone = event(
      'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261103T090000',
      'STATUS:CANCELLED',
    );
    const found = appointments(calendar(event(...weekly), gone));
    expect(found.map(({ cancelled }) => cancelled)).toEqual([false, false, true, true]);
  });

  test('name the one that moved by its day', () => {
    expect(
      starts(calendar(event(...weekly), changed(';VALUE=DATE:20261027', '20261028T110000'))),
    ).toEqual(['2026-10-20T07:00', '2026-10-28T10:00', '2026-11-03T08:00', '2026-11-10T08:00']);
  });

  test('name the one that is left out by its day', () => {
    expect(starts(calendar(event(...weekly, 'EXDATE;VALUE=DATE:20261027')))).toHaveLength(3);
  });

  test.each([
    ['in a zone', 'DTSTART;TZID=Europe/Berlin:20261020T090000'],
    ['in UTC', 'DTSTART:20261020T090000Z'],
    ['of no place', 'DTSTART:20261020T090000'],
  ])('end with a day, which is the last one: %s', (_, start) => {
    expect(starts(calendar(event(start, 'RRULE:FREQ=WEEKLY;UNTIL=20261103')))).toHaveLength(3);
  });

  test('are cancelled as a whole by their file', () => {
    const [first] = appointments(calendar('METHOD:CANCEL', event(...weekly)));
    expect(first?.cancelled).toBe(true);
  });

  test('last a whole day, as Outlook writes it', () => {
    const day = ['DTSTART:20261020T000000', 'DTEND:20261021T000000'];
    expect(starts(calendar(event(...day, 'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE')))).toEqual([]);
    expect(starts(calendar(event(...day, 'X-MICROSOFT-CDO-ALLDAYEVENT:FALSE')))).toHaveLength(1);
  });

  test.each([
    'CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://meet.google.com/abc-defg-hij',
    'X-ALT-DESC;FMTTYPE=text/html:<a href="https://meet.google.com/abc-defg-hij">join</a>',
    'X-MICROSOFT-ONLINEMEETINGEXTERNALLINK:https://meet.google.com/abc-defg-hij',
  ])('have the address of their meeting in %s', (line) => {
    const [one] = appointments(calendar(event('DTSTART:20261020T093000Z', line)));
    expect(one?.meeting).toEqual({ site: 'meet', room: 'abc-defg-hij' });
  });
});

test.each([
  ['nothing', ''],
  ['another text', 'Monday 9:00 M-17'],
  ['an address book', 'BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD'],
])('%s is no calendar', (_, text) => {
  expect(read(text)).toBe('notACalendar');
});

test.each([
  ['in its first event', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT'],
  [
    'after a whole event',
    `BEGIN:VCALENDAR\r\n${event('DTSTART:20261020T093000Z')}\r\nBEGIN:VEVENT\r\nUID:two`,
  ],
])('a calendar that ends %s is refused, and replaces no whole one', (_, text) => {
  expect(read(text)).toBe('calendarCut');
});

test('a long text of events without an end is read in a moment', () => {
  const text = calendar(...Array.from({ length: 60_000 }, () => 'BEGIN:VEVENT'));
  expect(read(text)).toBe('notACalendar');
}, 2_000);

test('a calendar that is too large is refused', () => {
  expect(read('x'.repeat(LARGEST_CALENDAR + 1))).toBe('calendarTooLarge');
});

describe('a zone', () => {
  test.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['Pacific Standard Time', 'America/Los_Angeles'],
    ['Tokyo Standard Time', 'Asia/Tokyo'],
    ['"Europe/Paris"', 'Europe/Paris'],
    ['Nowhere', null],
  ])('called %s is %s', (name, zone) => {
    expect(ianaOf(name)).toBe(zone);
  });

  test('shows a time that comes twice the first time, and one that is left out after the gap', () => {
    const at = (day: number, month: number, hour: number, minute: number) =>
      instantOf({ year: 2026, month, day, hour, minute, second: 0 }, 'Europe/Berlin');
    expect(new Date(at(25, 10, 2, 30)).toISOString()).toBe('2026-10-25T00:30:00.000Z');
    expect(new Date(at(29, 3, 2, 30)).toISOString()).toBe('2026-03-29T01:30:00.000Z');
    expect(wallTime(at(29, 3, 2, 30), 'Europe/Berlin')).toMatchObject({ hour: 3, minute: 30 });
  });
});
