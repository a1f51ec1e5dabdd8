import { describe, expect, test } from 'vitest';
import {
  accessTo,
  BUILT_IN_PATTERNS,
  invitedMeetingOf,
  meetingOf,
  ownMeetingOf,
  SITES,
  siteOf,
} from '@/lib/sites';

describe('a call address', () => {
  const ROOMS = [
    ['https://meet.google.com/abc-defg-hij', 'meet', 'abc-defg-hij'],
    ['https://meet.google.com/abc-defg-hij?authuser=1#x', 'meet', 'abc-defg-hij'],
    ['https://meet.google.com/_meet/abc-defg-hij', 'meet', 'abc-defg-hij'],
    ['https://meet.google.com/lookup/team-room', 'meet', 'lookup/team-room'],
    ['https://app.zoom.us/wc/98765432100/join?from=pwa', 'zoom', '98765432100'],
    ['https://app.zoom.us/wc/join/987654321', 'zoom', '987654321'],
    ['https://us02web.zoom.us/wc/98765432100/start', 'zoom', '98765432100'],
    ['https://clinic.zoom.us/wc/my/dr.example', 'zoom', 'my/dr.example'],
    ['https://app.zoom.us/wc/start/videomeeting', 'zoom', 'start/videomeeting'],
    ['https://agency.zoomgov.com/wc/join/1600991835', 'zoomGov', '1600991835'],
    ['https://zoomgov.com/wc/1600991835/start', 'zoomGov', '1600991835'],
    ['https://us02web.zoom.com.cn/wc/98765432100/join', 'zoomChina', '98765432100'],
    ['https://teams.microsoft.com/l/meetup-join/19%3ameeting_x', 'teams', '19%3ameeting_x'],
    [
      'https://teams.microsoft.com/v2/#/meet/19:meeting_x@thread.v2',
      'teams',
      '19:meeting_x@thread.v2',
    ],
    ['https://teams.live.com/meet/9312345678', 'teams', '9312345678'],
    ['https://teams.cloud.microsoft/v2/?meetingjoin=true', 'teams', 'v2'],
    ['https://clinic.webex.com/clinic/j.php?MTID=m0123', 'webex', 'm0123'],
    ['https://clinic.webex.com/meet/dr.example', 'webex', 'meet/dr.example'],
    ['https://meet.jit.si/QuietRoom', 'jitsi', 'QuietRoom'],
    ['https://8x8.vc/clinic/QuietRoom', 'jitsi', 'clinic/QuietRoom'],
    ['https://whereby.com/quiet-room?embed', 'whereby', 'quiet-room'],
    ['https://clinic.whereby.com/quiet-room', 'whereby', 'quiet-room'],
    ['https://doxy.me/dr.example', 'doxy', 'dr.example'],
    ['https://clinic.doxy.me/dr-example', 'doxy', 'dr-example'],
    [
      'https://video.simplepractice.com/appt-0123456789abcdef0123456789abcdef',
      'simplePractice',
      'appt-0123456789abcdef0123456789abcdef',
    ],
    ['https://clinic.vsee.me/u/dr.example', 'vsee', 'u/dr.example'],
    ['https://telehealth.kareo.com/visit/abc-123', 'tebra', 'abc-123'],
    ['https://app.chime.aws/meetings/1234567890', 'chime', '1234567890'],
    ['https://meet.goto.com/123456789', 'goto', '123456789'],
    ['https://app.goto.com/meeting/123456789', 'goto', '123456789'],
  ] as const;

  test.each(ROOMS)('%s is a room', (address, site, room) => {
    expect(meetingOf(address)).toEqual({ site, room });
  });

  test.each(SITES)('$name asks to run in every room of its own', (site) => {
    const covers = (pattern: string, address: string) => {
      const host = pattern.slice('https://'.length, -'/*'.length);
      const { hostname } = new URL(address);
      return host.startsWith('*.')
        ? hostname === host.slice('*.'.length) || hostname.endsWith(host.slice('*'.length))
        : hostname === host;
    };
    const rooms = ROOMS.filter(([, id]) => id === site.id).map(([address]) => address);
    expect(rooms).not.toEqual([]);
    for (const room of rooms)
      expect(
        site.patterns.some((pattern) => covers(pattern, room)),
        room,
      ).toBe(true);
  });

  test.each([
    'https://meet.google.com/',
    'https://meet.google.com/landing',
    'https://meet.google.com/new',
    'https://meet.google.com/_meet/whoops',
    'https://meet.google.com/abc-defg-hij/extra',
    'https://app.zoom.us/wc',
    'https://app.zoom.us/wc/home',
    'https://app.zoom.us/wc/leave',
    'https://zoom.us/j/98765432100',
    'https://agency.zoomgov.com/j/1600991835',
    'https://agency.zoomgov.com/wc/home',
    'https://teams.microsoft.com/v2/',
    'https://clinic.webex.com/webappng/sites/clinic/dashboard',
    'https://meet.jit.si/',
    'https://meet.jit.si/static/close.html',
    'https://8x8.vc/alone',
    'https://whereby.com/information/pricing/',
    'https://doxy.me/account/settings',
    'https://video.simplepractice.com/',
    'https://room.vsee.com/',
    'https://telehealth.kareo.com/login',
    'https://app.chime.aws/',
    'https://meet.goto.com/',
  ])('%s is a page of a call site, and no room', (address) => {
    expect(siteOf(address)).not.toBeNull();
    expect(meetingOf(address)).toBeNull();
  });

  test.each([
    'http://meet.google.com/abc-defg-hij',
    'https://meet.google.com.evil.example/abc-defg-hij',
    'https://evilzoom.us/wc/98765432100/join',
    'https://notzoomgov.com/wc/1600991835/join',
    'https://zoom.com.cn.example.com/wc/98765432100/join',
    'https://example.org/meet.google.com/abc-defg-hij',
    'chrome-extension://meet.google.com/abc-defg-hij',
    'not an address',
    '',
  ])('%s belongs to no call site', (address) => {
    expect(siteOf(address)).toBeNull();
  });
});

describe('a site that its person adds', () => {
  test('is a call wherever it is', () => {
    expect(ownMeetingOf('https://rooms.example/today/?x=1#y')).toEqual({
      site: 'own',
      room: 'rooms.example/today',
    });
    expect(ownMeetingOf('http://rooms.example/')).toBeNull();
    expect(ownMeetingOf('no address')).toBeNull();
    expect(ownMeetingOf(`https://rooms.example/${'x'.repeat(900)}`)?.room.length).toBe(200);
  });
  test.each([
    ['https://rooms.example:8443/a?b', 'rooms.example', ['https://rooms.example/*'], false],
    ['https://meet.google.com/anything', 'Google Meet', ['https://meet.google.com/*'], true],
  ])('%s asks for itself alone', (address, name, patterns, builtIn) => {
    expect(accessTo(address)).toMatchObject({ name, patterns, builtIn });
  });
  test.each([
    'http://rooms.example/',
    'https://a b/',
    'https://',
    'about:blank',
    '',
    'https://[::1]/',
  ])('"%s" asks for nothing', (address) => {
    expect(accessTo(address)).toBeNull();
  });
  test('no pattern reaches further than hosts of its own site', () => {
    for (const { patterns, owns } of SITES)
      for (const pattern of patterns) {
        expect(pattern).toMatch(/^https:\/\/(\*\.)?[a-z\d.-]+\.[a-z]+\/\*$/);
        expect(owns(new URL(pattern.replace('*.', 'any.').replace('/*', '/')))).toBe(true);
      }
  });
});

test('the patterns of the built-in sites are those of the sites', () => {
  expect(BUILT_IN_PATTERNS).toEqual(
    SITES.filter(({ builtIn }) => builtIn).flatMap(({ patterns }) => patterns),
  );
});

test.each([
  ['https://zoom.us/j/98765432100?pwd=abc', { site: 'zoom', room: '98765432100' }],
  ['https://us02web.zoom.us/j/98765432100', { site: 'zoom', room: '98765432100' }],
  ['https://zoom.us/my/dr.example', { site: 'zoom', room: 'my/dr.example' }],
  ['https://agency.zoomgov.com/j/1600991835', { site: 'zoomGov', room: '1600991835' }],
  ['https://app.zoom.us/wc/98765432100/join', { site: 'zoom', room: '98765432100' }],
  ['https://meet.google.com/abc-defg-hij', { site: 'meet', room: 'abc-defg-hij' }],
  ['https://zoom.us/j/12', null],
  ['https://zoom.us/pricing', null],
  ['https://meet.google.com/j/98765432100', null],
  ['http://zoom.us/j/98765432100', null],
  ['no address', null],
])('an invitation leads to the room of the web client: %s', (address, meeting) => {
  expect(invitedMeetingOf(address)).toEqual(meeting);
  // In its room, both are one.
  if (meeting?.site === 'zoom' && /^\d/.test(meeting.room))
    expect(meetingOf(`https://app.zoom.us/wc/${meeting.room}/join`)).toEqual(meeting);
});
