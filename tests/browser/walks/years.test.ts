import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Fhir } from 'fhir';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sameTopic } from '@/components/desk/clients/same-topic';
import { type Head, headOf } from '@/lib/library';
import { madeUpPractice } from '../../fixtures/practice.ts';
import { until } from '../driver/driver.ts';
import { fillPractice } from '../made-up.ts';
import { type Rig, startRig } from '../perch.ts';

const [SESSIONS, CLIENTS] = [240, 20];

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  await fillPractice(rig.browser, SESSIONS, CLIENTS);
});
afterAll(() => rig?.close());

/** What is in the download with this ending, once there is one that wasn't before. */
async function saved(ending: string, press: () => Promise<void>): Promise<string> {
  const there = () => readdirSync(rig.browser.downloads).filter((name) => name.endsWith(ending));
  const before = there();
  await press();
  return until(async () => {
    const [name] = there().filter((one) => !before.includes(one));
    const text = name && readFileSync(path.join(rig.browser.downloads, name), 'utf8');
    return text || null;
  }, `a file that ends with ${ending}`);
}

describe('a practice of a year', () => {
  const made = madeUpPractice({ sessions: SESSIONS, clients: CLIENTS, now: Date.now() });
  const heads = new Map<string, Head[]>();
  for (const one of made.sessions()) {
    const head = headOf(one);
    if (head.clientId) heads.set(head.clientId, [head, ...(heads.get(head.clientId) ?? [])]);
  }

  test('is looked back at in a report that names nobody', async () => {
    const practice = await rig.desk('practice');
    await practice.see('heading', 'Sessions by month');
    const report = await saved('.md', () => practice.press('button', 'Export a report'));
    expect(report).toContain('# ');
    expect(report).toMatch(/\| \w+ \d{4} \| (\d+|under 5) \|/);
    for (const { code } of made.clients) expect(report).not.toContain(code);
    await practice.doc.tab.close();
  });

  test('points out a theme that stays once that is wanted, and keeps what fits', async () => {
    const found = made.clients.flatMap((client) => {
      const topic = sameTopic(heads.get(client.id) ?? []);
      return topic ? [{ client, topic }] : [];
    })[0];
    if (!found) throw new Error('nobody has a theme that stays');
    const { client, topic } = found;
    const prepare = await rig.desk(`clients/${client.id}/prepare`);
    await prepare.see('region', 'Last time');
    expect(await prepare.all('region', 'The same theme')).toEqual([]);
    const settings = await rig.desk('settings/work');
    await settings.press('checkbox', 'Point out a recurring theme');
    await settings.says('Undo');
    await settings.doc.tab.close();
    await prepare.doc.tab.activate();
    await prepare.when('region', 'The same theme', ({ text }) => text.includes(topic.theme));
    await prepare.press('button', 'It fits: keep it for today');
    await prepare.gone('region', 'The same theme');
    await prepare.when('region', 'Might come up', ({ text }) => text.includes(topic.theme));
    await prepare.doc.tab.close();
  });

  test('leads to anybody by a few letters, from any page', async () => {
    const [client] = made.clients;
    const desk = await rig.desk('practice');
    await desk.press('link', 'Today');
    await desk.gone('heading', 'Sessions by month');
    await desk.doc.press('Control+k');
    await desk.fill('combobox', 'Go to', client?.code ?? '');
    await until(
      async () => (await desk.all('option', `${client?.code}*`)).length > 0,
      'the client and their sessions',
    );
    await desk.doc.press('Enter');
    await desk.see('heading', `${client?.code}*`);
    await desk.doc.tab.close();
  });

  test('goes out as text, FHIR, tables and as what a client provided, which others open', async () => {
    const newest = await rig.newest();
    await newest.see('region', 'Document');
    await newest.doc.evaluate(() => {
      document.querySelector<HTMLDetailsElement>('.document-more')?.setAttribute('open', '');
    });
    const out = (format: string) => newest.press('button', `Export the document: ${format}`);
    expect(await saved('.txt', () => out('As plain text'))).toContain('Contact minutes: ');
    expect(await saved('.md', () => out('As Markdown'))).toContain('Contact minutes');
    const bundle = JSON.parse(await saved('.fhir.json', () => out('As FHIR (R4)')));
    expect(new Fhir().validate(bundle, { errorOnUnexpected: true }).valid).toBe(true);
    await newest.press('link', 'Notes');
    const csv = await saved('.csv', () => newest.press('button', 'Sessions as a table (CSV)'));
    const { data, errors } = Papa.parse(csv, { header: true, skipEmptyLines: true });
    expect(errors).toEqual([]);
    expect(data).toHaveLength(SESSIONS);
    await newest.doc.tab.close();
    const [client] = made.clients;
    const file = await rig.desk(`clients/${client?.id}/file`);
    const given = await saved('.json', () =>
      file.press('button', 'Export what the client provided'),
    );
    expect(JSON.stringify(JSON.parse(given))).toContain(client?.code);
    await file.doc.tab.close();
  });
});
