import { describe, expect, test } from 'vitest';
import {
  newLine,
  newPaperDraft,
  type PaperDraft,
  readPaper,
} from '@/components/desk/written/draft';
import { LONGEST_NOTE } from '@/lib/notes';
import { MINUTE, timeline, writtenSession } from '@/lib/session';

let ids = 0;
const newId = () => {
  ids += 1;
  return `id-${ids}`;
};
const BEGAN = new Date(2026, 10, 20, 23, 30).getTime();
const draft = (change: Partial<PaperDraft> = {}): PaperDraft => ({
  ...newPaperDraft(newId, { minutes: 50, mode: 'clientLed' }),
  day: '2026-11-20',
  began: '23:30',
  ended: '00:20',
  legs: { opening: '23:30', exploration: '23:36', closing: '00:10', planning: '' },
  lines: [
    {
      id: 'a',
      time: '',
      kind: 'note',
      words: 'before any time',
      isPrivate: false,
      raisedBy: null,
      chosen: false,
    },
    {
      id: 'b',
      time: '23:40',
      kind: 'focus',
      words: ' the sister ',
      isPrivate: false,
      raisedBy: null,
      chosen: false,
    },
    {
      id: 'c',
      time: '',
      kind: 'note',
      words: 'with the line above',
      isPrivate: true,
      raisedBy: null,
      chosen: false,
    },
    {
      id: 'd',
      time: '00:12',
      kind: 'plan',
      words: 'call her',
      isPrivate: false,
      raisedBy: null,
      chosen: false,
    },
    {
      id: 'e',
      time: '',
      kind: 'note',
      words: '  ',
      isPrivate: false,
      raisedBy: null,
      chosen: false,
    },
  ],
  ...change,
});

describe('a sheet of paper', () => {
  test('is read with its times, also over midnight', () => {
    const read = readPaper(draft(), 'c');
    if ('problem' in read) throw new Error(read.problem);
    expect(read.written).toEqual({
      clientId: 'c',
      startedAt: BEGAN,
      endedAt: BEGAN + 50 * MINUTE,
      minutes: 50,
      mode: 'clientLed',
      legs: [
        { leg: 'opening', at: BEGAN },
        { leg: 'exploration', at: BEGAN + 6 * MINUTE },
        { leg: 'closing', at: BEGAN + 40 * MINUTE },
      ],
    });
    expect(
      read.notes.map(({ id, leg, intoMs, kind, compartment, text }) => [
        id,
        leg,
        intoMs / MINUTE,
        kind,
        compartment,
        text,
      ]),
    ).toEqual([
      ['a', 'opening', 0, 'note', 'record', 'before any time'],
      ['b', 'exploration', 10, 'focus', 'record', 'the sister'],
      ['c', 'exploration', 10, 'note', 'private', 'with the line above'],
      ['d', 'closing', 42, 'plan', 'record', 'call her'],
    ]);
  });

  test('can say that a leg was gone back to, and its lines are of that visit', () => {
    const returns = [{ id: 'r', leg: 'exploration' as const, time: '00:11' }];
    const untimed = { id: 's', leg: 'planning' as const, time: '' };
    expect(readPaper(draft({ returns: [...returns, untimed] }), 'c')).toEqual({
      problem: 'paperReturnNoTime',
      line: 2,
    });
    const read = readPaper(draft({ returns }), 'c');
    if ('problem' in read) throw new Error(read.problem);
    expect(read.written.legs.slice(2)).toEqual([
      { leg: 'closing', at: BEGAN + 40 * MINUTE },
      { leg: 'exploration', at: BEGAN + 41 * MINUTE },
    ]);
    expect(read.notes.at(-1)).toMatchObject({ text: 'call her', leg: 'exploration' });
    const session = writtenSession(read.written, BEGAN + 60 * MINUTE, 0);
    if (typeof session === 'string') throw new Error(session);
    const { legs } = timeline(session.plan, session.events, BEGAN + 60 * MINUTE);
    expect(legs.find(({ leg }) => leg === 'exploration')?.visits).toBe(2);
  });

  test('says who brought a topic up, and whether a plan was chosen', () => {
    const line = { ...newLine('a'), words: 'one', kind: 'topic' as const };
    const lines = [
      { ...line, raisedBy: 'mandate' as const },
      line,
      { ...line, kind: 'note' as const, raisedBy: 'mandate' as const },
      { ...line, kind: 'plan' as const, chosen: true },
    ];
    const read = readPaper(draft({ lines }), 'c');
    if ('problem' in read) throw new Error(read.problem);
    expect(read.notes.map(({ raisedBy }) => raisedBy)).toEqual(['mandate', 'client', null, null]);
    expect(read.notes.map(({ plan }) => plan?.chosen)).toEqual([
      undefined,
      undefined,
      undefined,
      true,
    ]);
  });

  test.each<[string, Partial<PaperDraft>, string, number?]>([
    ['that ended hours before it began', { ended: '22:30' }, 'writtenBackwards'],
    ['without a day', { day: '' }, 'paperNoTimes'],
    ['without a beginning', { began: '' }, 'paperNoTimes'],
    ['without an end', { ended: '' }, 'paperNoTimes'],
    [
      'with a line after its end',
      {
        lines: [
          {
            id: 'a',
            time: '00:21',
            kind: 'note',
            words: 'late',
            isPrivate: false,
            raisedBy: null,
            chosen: false,
          },
        ],
      },
      'paperLineOutside',
      1,
    ],
    [
      'with a line that is too long',
      {
        lines: [
          {
            id: 'a',
            time: '',
            kind: 'note',
            words: 'x'.repeat(LONGEST_NOTE + 1),
            isPrivate: false,
            raisedBy: null,
            chosen: false,
          },
        ],
      },
      'paperLineTooLong',
      1,
    ],
  ])('%s is refused', (_, change, problem, line = undefined) => {
    expect(readPaper(draft(change), 'c')).toEqual({ problem, line: line ?? null });
  });
});
