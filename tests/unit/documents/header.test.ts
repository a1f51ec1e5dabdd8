import { describe, expect, test } from 'vitest';
import { documentText, type RenderedDocument, renderDocument } from '@/lib/documents';
import { newDocument, type SessionDocument } from '@/lib/papers';
import { newClient } from '@/lib/practice';
import type { Profile } from '@/lib/session';
import type { SessionRecord } from '@/lib/vault';
import { gapsOf, HOUR, NOON, RULES, rendered, session } from '../../fixtures/document.ts';
import { english } from '../../fixtures/english.ts';

test('the head says when a session was entered afterwards, and only then', () => {
  const labels = (toldAt: number) => {
    const whole = session([]);
    const [started, ...rest] = whole.events;
    if (started?.type !== 'started') throw new Error('it starts');
    return renderDocument(
      { ...whole, events: [{ ...started, toldAt }, ...rest] },
      newDocument('soap'),
      null,
      english,
      RULES,
    ).header.flatMap(({ label, text }) => (label === 'Session entered afterwards' ? [text] : []));
  };
  expect(labels(NOON)).toEqual([]);
  expect(labels(NOON + 30 * HOUR)).toEqual([expect.stringMatching(/24 November 2026, /)]);
});

test('only therapy has a head that asks for a diagnosis, and lacks a risk that nobody noted', () => {
  const of = (profile: Profile, header: SessionDocument['header'] = {}) => {
    const shown = renderDocument(session([]), { ...newDocument('soap'), header }, null, english, {
      ...RULES,
      profile,
    });
    return [shown.header.some(({ field }) => field === 'planLink'), gapsOf(shown).includes('risk')];
  };
  expect(of('therapist')).toEqual([true, true]);
  expect(of('coach')).toEqual([false, false]);
  expect(of('consultant')).toEqual([false, false]);
  // What somebody has written there isn't hidden.
  expect(of('coach', { planLink: 'Plan of May' })).toEqual([true, false]);
});

describe('the head', () => {
  test('has the times as they were, and blanks as blanks', () => {
    const { header } = rendered([], 'soap');
    const text = (label: string) => header.find((row) => row.label === label)?.text;
    expect(text('Client')).toBe('M-17');
    expect(text('Contact minutes')).toBe('50');
    expect(text('Start and stop')).not.toBe('');
    for (const blank of ['Signature and credentials', "Practitioner's location"])
      expect(text(blank)).toBe('');
    // Whoever is handed a draft sees that it is one.
    expect(text('Entry written')).toBe('Not yet; this is a draft');
    expect(documentText(rendered([], 'soap'), english)).toContain(
      'Signature and credentials: ________',
    );
  });

  test('says where the client was in this session, not where their file says they were last', () => {
    const client = newClient('c1', 'M-17', 1);
    const moved = { ...client, card: { ...client.card, location: 'Munich' } };
    const place = (clientPlace: string) =>
      renderDocument(session([]), newDocument('soap'), moved, english, {
        ...RULES,
        clientPlace,
      }).header.find(({ field }) => field === 'clientPlace')?.text;
    expect(place('Berlin')).toBe('Berlin');
    expect(place('')).toBe('');
  });

  test("takes what somebody typed before what the client's file says", () => {
    const client = { ...newClient('c1', 'M-17', 1), speakers: ['R', 'S'] };
    const of = (header: SessionDocument['header']) =>
      renderDocument(
        session([]),
        { ...newDocument('soap'), header },
        client,
        english,
        RULES,
      ).header.find(({ field }) => field === 'participants')?.text;
    expect(of({})).toBe('R, S');
    expect(of({ participants: 'R alone' })).toBe('R alone');
  });

  test('labels a late entry with the day of the session and the reason', () => {
    const late = { finalisedAt: NOON + 30 * HOUR, lateReason: 'ill' };
    const row = (document: Partial<SessionDocument>) =>
      rendered([], 'soap', document).header.find(({ label }) => label === 'Late entry')?.text;
    expect(row(late)).toMatch(/^for the session of .*23.*\. ill$/);
    expect(row({ finalisedAt: NOON + 2 * HOUR })).toBeUndefined();
    expect(row({})).toBeUndefined();
  });
});

test('the head names a band of minutes only where somebody has asked for it', () => {
  const row = (billingBands: boolean) =>
    renderDocument(session([]), newDocument('soap'), null, english, {
      ...RULES,
      billingBands,
    }).header.find(({ label }) => label === 'Band of contact minutes')?.text;
  expect(row(false)).toBeUndefined();
  expect(row(true)).toBe('90834: 38 to 52 minutes');
});

test('no band is named for several people or a crisis, which have other codes', () => {
  const rules = { ...RULES, billingBands: true };
  const band = (of: SessionRecord, speakers: readonly string[] = []) =>
    renderDocument(
      of,
      newDocument('soap'),
      { ...newClient('c1', 'M-17', 1), speakers: [...speakers] },
      english,
      rules,
    ).header.some(({ label }) => label === 'Band of contact minutes');
  const held = session([]);
  const [started, ...rest] = held.events;
  const at = (started?.at ?? 0) + 60_000;
  const crisis = { type: 'modeChanged', at, mode: 'crisis' } as const;
  expect(band(held)).toBe(true);
  expect(band(held, ['A'])).toBe(true);
  expect(band(held, ['A', 'B'])).toBe(false);
  const led: SessionRecord = { ...held, events: started ? [started, crisis, ...rest] : [] };
  expect(band(led)).toBe(false);
});

describe('the head of a document', () => {
  const head = (of: RenderedDocument) =>
    Object.fromEntries(of.header.map(({ field, text }) => [field, text]));

  test('says by which platform and with whose consent, and asks for trouble only after a break', () => {
    const plain = head(rendered([], 'soap'));
    expect(plain).toMatchObject({ platform: '', consent: '' });
    expect(plain).not.toHaveProperty('trouble');
    const from = NOON + 5 * 60_000;
    const held: SessionRecord = {
      ...session([]),
      meeting: { site: 'meet', room: 'abc-defg-hij' },
      events: [
        ...session([]).events.slice(0, 2),
        { type: 'interruptionTold', at: from, from, until: from + 60_000 },
        ...session([]).events.slice(2),
      ],
    };
    const client = { ...newClient('c1', 'M-17', 1), firstSteps: { consent: NOON } };
    const rules = RULES;
    expect(head(renderDocument(held, newDocument('soap'), client, english, rules))).toMatchObject({
      platform: 'Google Meet',
      consent: 'On file since Monday, 23 November 2026',
      trouble: '',
    });
  });

  test('stays as it was finalised, when documents ask for more later on', () => {
    const header = { participants: 'A and B', modality: '' };
    const final = { code: 'M-17', late: false, notes: [], left: '', utcOffset: 0, shown: null };
    const was = head(rendered([], 'soap', { header, final, finalisedAt: NOON + HOUR }));
    expect(was).toMatchObject(header);
    expect(was).not.toHaveProperty('platform');
    expect(was).not.toHaveProperty('consent');
  });
});
