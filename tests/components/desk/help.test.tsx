import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Desk } from '@/components/desk/Desk';
import { HelpPage } from '@/components/desk/help/HelpPage';
import { HELP, HELP_TOPICS } from '@/components/desk/help/topics';
import { accessible, focusAsDrawn, show } from '../show.tsx';

const draw = (topic: Parameters<typeof HelpPage>[0]['topic'] = null) =>
  show(
    <Desk page={null} rehearsal="#" onLock={null} onGoTo={null}>
      <HelpPage topic={topic} />
    </Desk>,
    'pages',
  );
const topics = () =>
  page
    .getByRole('heading', { level: 2 })
    .elements()
    .map(({ textContent }) => textContent);

test('the help has every topic once, each of them linked, and shows one at a time', async () => {
  await draw();
  expect(HELP.map(({ id }) => id)).toEqual(HELP_TOPICS);
  expect(topics()).toEqual(['How Perch thinks']);
  const links = page.getByRole('navigation', { name: 'Help' }).getByRole('link').elements();
  expect(links.map((link) => link.getAttribute('href'))).toEqual(
    HELP_TOPICS.map((id) => `#/help/${id}`),
  );
  for (const id of HELP_TOPICS) {
    await draw(id);
    expect(topics()).toHaveLength(1);
    await accessible();
  }
  // One leads to the next, up to the last.
  expect(page.getByRole('link', { name: /^Next: / }).elements()).toEqual([]);
  await draw();
  await expect
    .element(page.getByRole('link', { name: 'Next: The client leads' }))
    .toHaveAttribute('href', `#/help/${HELP_TOPICS[1]}`);
});

test('a topic that is asked for has the focus', async () => {
  await draw('limits');
  await expect.element(page.getByRole('heading', { name: "What Perch can't do" })).toHaveFocus();
  await expect
    .element(page.getByRole('link', { name: "What Perch can't do" }))
    .toHaveAttribute('aria-current', 'page');
});

test('a topic that is pressed while something is searched for has the focus as it is drawn', async () => {
  await draw('limits');
  await userEvent.fill(page.getByRole('searchbox', { name: 'Search the help' }), 'mandate sent');
  await expect.poll(topics).toEqual(['Questions']);
  const link = page.getByRole('link', { name: "What Perch can't do" }).element() as HTMLElement;
  link.addEventListener('click', (event) => event.preventDefault());
  const focused = await focusAsDrawn(() => link.click());
  expect(focused?.textContent).toBe("What Perch can't do");
});

test('a search shows what holds every word, with answers open, and says when nothing does', async () => {
  await draw();
  const field = page.getByRole('searchbox', { name: 'Search the help' });
  await userEvent.fill(field, 'mandate sent');
  await expect.poll(topics).toEqual(['Questions']);
  await expect.element(page.getByText(/Say openly what was set from outside/)).toBeVisible();
  expect(page.getByText(/silence is part of it/).elements()).toEqual([]);
  await expect.element(page.getByText('1 topic')).toBeInTheDocument();
  await accessible();
  // Words that nothing here says lead to where the answer is.
  await userEvent.fill(field, 'subpoena');
  await expect.poll(topics).toEqual(['How long a file is kept']);
  await userEvent.fill(field, 'Suicide');
  await expect.poll(topics).toContain('The safety card');
  await userEvent.fill(field, 'addendum');
  await expect.poll(topics).toContain('Record, private, client copy');
  await userEvent.fill(field, 'WHAT PERCH CAN');
  await expect.poll(topics).toContain("What Perch can't do");
  await userEvent.fill(field, 'a word that is nowhere');
  await expect.poll(topics).toEqual([]);
  await expect.element(page.getByText('Nothing here says that. Try another word.')).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Clear the search' }));
  await expect.element(page.getByRole('searchbox')).toHaveValue('');
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveFocus();
  await userEvent.clear(field);
  await expect.poll(topics).toEqual(['How Perch thinks']);
});

test('it makes no claim that a way of working is effective', async () => {
  let all = '';
  for (const id of HELP_TOPICS) {
    await draw(id);
    all += document.body.textContent;
  }
  expect(all).not.toMatch(/proven|guarantee|reduces dropout|as effective as/i);
  expect(all).toMatch(/haven't been rigorously tested/);
});
