import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { ClientsPage } from '@/components/desk/clients/ClientsPage';
import type { Library } from '@/lib/desk';
import { type ClientMeasures, NO_MEASURES } from '@/lib/papers';
import { type Client, newClient, USUAL_ENGAGEMENT } from '@/lib/practice';
import { Editors } from '../../fixtures/editors.tsx';
import { NOW } from '../../fixtures/panel.tsx';
import { papersBy } from '../../fixtures/papers.ts';
import { library, oneOfMany, START } from '../library.ts';
import { accessible, again, show } from '../show.tsx';

const onAdd = vi.fn<Parameters<typeof ClientsPage>[0]['onAdd']>();
beforeEach(() => {
  onAdd.mockReset().mockResolvedValue(null);
});

describe('the list of clients', () => {
  let measures: Readonly<Record<string, ClientMeasures>> = {};
  beforeEach(() => {
    measures = {};
  });
  const list = (change: Partial<Library> = {}) => (
    <ClientsPage
      library={{ ...library, ...change }}
      readPapers={papersBy(
        async (kind, of) => ((kind === 'measures' && measures[of]) || null) as never,
      )}
      onAdd={onAdd}
    />
  );
  const person = (id: string, code: string, change: Partial<Client> = {}): Client => ({
    ...newClient(id, code, START),
    ...change,
  });
  const codes = () =>
    page
      .getByRole('table', { name: 'Clients' })
      .getByRole('link')
      .elements()
      .map(({ textContent }) => textContent);

  test('without any says how to begin, with the form at hand', async () => {
    await show(list({ clients: [], unreadableClients: 2 }), 'pages');
    await accessible();
    await expect
      .element(page.getByRole('alert').filter({ hasText: "2 clients can't be read" }))
      .toBeInTheDocument();
    await expect.element(page.getByText(/No clients yet/)).toBeInTheDocument();
    await expect
      .element(page.getByRole('textbox', { name: "New client's code" }))
      .toHaveValue('C-1');
  });

  test('takes another by a code that nobody has', async () => {
    await show(list(), 'pages');
    await userEvent.click(page.getByRole('button', { name: 'New client' }));
    await accessible();
    const code = page.getByRole('textbox', { name: "New client's code" });
    await expect.element(code).toHaveValue('C-1');
    await userEvent.fill(code, 'm-17');
    await userEvent.click(page.getByRole('button', { name: 'Add client' }));
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('Another client has this code.');
    await userEvent.fill(code, 'R-5');
    await userEvent.click(page.getByRole('button', { name: 'Add client' }));
    expect(onAdd).toHaveBeenCalledExactlyOnceWith('R-5');
  });

  const clients = [
    person('a', 'A-1'),
    person('b', 'B-2', { name: 'Bea', engagement: { ...USUAL_ENGAGEMENT, phase: 'ending' } }),
    person('c', 'C-3', { engagement: { ...USUAL_ENGAGEMENT, state: 'closed' } }),
  ];

  test('shows who comes, and others by a press or by typing', async () => {
    await show(list({ clients }), 'pages');
    expect(codes()).toEqual(['A-1', 'B-2']);
    await userEvent.click(page.getByRole('radio', { name: 'All 3' }));
    expect(codes()).toEqual(['A-1', 'B-2', 'C-3']);
    await userEvent.click(page.getByRole('radio', { name: 'Active 2' }));
    const find = page.getByRole('searchbox', { name: /^Find by code/ });
    await userEvent.fill(find, 'ending bea');
    expect(codes()).toEqual(['B-2']);
    await userEvent.fill(find, 'c-3');
    expect(codes()).toEqual(['C-3']);
    await userEvent.fill(find, 'nobody');
    await expect.element(page.getByText('No client is called "nobody".')).toBeInTheDocument();
  });

  test('says which measures are due, and how sessions begin, and is searched by both', async () => {
    measures = {
      a: { ...NO_MEASURES, every: { swls: 3 } },
      c: { ...NO_MEASURES, every: { swls: 3 } },
    };
    const guided = { ...USUAL_ENGAGEMENT, mode: 'guided' as const };
    const [one, two, closed] = clients;
    if (!one || !two || !closed) throw new Error('no clients');
    await show(list({ clients: [one, { ...two, engagement: guided }, closed] }), 'pages');
    const row = (code: string) => page.getByRole('row').filter({ hasText: code });
    await expect.element(row('A-1')).toMatchTextContent(/SWLS due/);
    await expect.element(row('B-2')).toMatchTextContent(/Guided/);
    await accessible();
    // Nobody asks a question of somebody who no longer comes.
    await userEvent.fill(page.getByRole('searchbox'), 'swls');
    expect(codes()).toEqual(['A-1']);
    await userEvent.fill(page.getByRole('searchbox'), 'guided');
    expect(codes()).toEqual(['B-2']);
  });

  test('is walked with the arrows, from the field and back', async () => {
    await show(list({ clients }), 'pages');
    const find = page.getByRole('searchbox');
    await userEvent.click(find);
    const focused = () => document.activeElement?.textContent;
    await userEvent.keyboard('{ArrowDown}');
    expect(focused()).toBe('A-1');
    await userEvent.keyboard('{ArrowDown}');
    expect(focused()).toBe('B-2');
    await userEvent.keyboard('{Home}');
    expect(focused()).toBe('A-1');
    await userEvent.keyboard('{End}');
    expect(focused()).toBe('B-2');
    await userEvent.keyboard('{Escape}');
    await expect.element(find).toHaveFocus();
  });

  test('goes by code or by the last session, either way, and keeps that', async () => {
    await page.viewport(1_200, 800);
    const { head } = oneOfMany();
    const seen = (clientId: string, daysAgo: number) => ({
      ...head,
      id: `of ${clientId}`,
      clientId,
      startedAt: NOW - daysAgo * 86_400_000,
    });
    const drawn = (open = true) => (
      <Editors>
        {open &&
          list({
            clients: [...clients, person('d', 'D-4')],
            heads: [seen('b', 3), seen('d', 9)],
          })}
      </Editors>
    );
    await show(drawn(), 'pages');
    const press = (name: string) =>
      userEvent.click(page.getByRole('columnheader', { name }).getByRole('button'));
    const sorted = (name: string) =>
      page.getByRole('columnheader', { name }).element().getAttribute('aria-sort');
    expect([codes(), sorted('Code')]).toEqual([['A-1', 'B-2', 'D-4'], 'ascending']);
    await press('Code');
    expect([codes(), sorted('Code')]).toEqual([['D-4', 'B-2', 'A-1'], 'descending']);
    // The newest first, and whoever has had no session last.
    await press('Last session');
    expect([codes(), sorted('Last session')]).toEqual([['B-2', 'D-4', 'A-1'], 'descending']);
    expect(sorted('Code')).toBeNull();
    await accessible();
    await press('Last session');
    expect([codes(), sorted('Last session')]).toEqual([['D-4', 'B-2', 'A-1'], 'ascending']);
    again(drawn(false));
    again(drawn());
    expect(codes()).toEqual(['D-4', 'B-2', 'A-1']);
  });

  test('goes by who comes next where a calendar says it, and can go by something else', async () => {
    await page.viewport(1_200, 800);
    const booked = (uid: string, minutes: number) => ({
      uid,
      at: NOW + minutes * 60_000,
      until: NOW + (minutes + 50) * 60_000,
      title: '',
      cancelled: false,
      meeting: null,
      link: '',
    });
    const calendar = {
      name: 'practice.ics',
      readAt: NOW,
      appointments: [booked('x', 90), booked('y', 20)],
      whose: { x: 'a', y: 'd' },
    };
    await show(list({ clients: [...clients, person('d', 'D-4')], heads: [], calendar }), 'pages');
    expect(codes()).toEqual(['D-4', 'A-1', 'B-2']);
    await expect.element(page.getByRole('row', { name: /D-4/ })).toMatchTextContent(/today, 14:38/);
    await accessible();
    await userEvent.click(page.getByRole('columnheader', { name: 'Code' }).getByRole('button'));
    expect(codes()).toEqual(['A-1', 'B-2', 'D-4']);
  });

  test('that shows nobody leads to all of them', async () => {
    await show(list({ clients: [person('a', 'A-1')] }), 'pages');
    await userEvent.click(page.getByRole('radio', { name: /^Closed/ }));
    await userEvent.click(page.getByRole('button', { name: 'Show all' }));
    expect(codes()).toEqual(['A-1']);
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveFocus();
  });

  test('says what somebody needs, and shows their last session beside', async () => {
    await page.viewport(1_200, 800);
    const { made, head } = oneOfMany();
    await show(
      list({
        clients: [{ ...made, engagement: { ...made.engagement, reviewEvery: 2, sessions: 10 } }],
        heads: [head],
      }),
      'pages',
    );
    await accessible();
    const row = page.getByRole('row').filter({ hasText: made.code });
    await expect.element(row.getByText('Review due')).toBeVisible();
    await expect.element(row.getByText('9 agreed sessions left', { exact: false })).toBeVisible();
    const peek = page.getByRole('complementary', { name: made.code });
    await expect.element(peek.getByText(head.takeaways[0] ?? '')).toBeVisible();
  });
});
