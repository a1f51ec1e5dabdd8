import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { OwnFormats } from '@/components/desk/settings/OwnFormats';
import type { OwnFormat } from '@/lib/notes';
import { DEFAULT_SETTINGS, type Settings } from '@/lib/practice';
import { accessible, button, show } from '../show.tsx';

const MINE: OwnFormat = {
  id: 'mine',
  name: 'Two parts',
  sections: [
    { id: 'a', title: 'Heard' },
    { id: 'b', title: 'Next' },
  ],
  places: { said: 'a', plan: 'b' },
};
const field = (name: string) => page.getByRole('textbox', { name, exact: true });
const titles = () =>
  page
    .getByRole('textbox', { name: /^Title of section/ })
    .elements()
    .map((one) => (one as HTMLInputElement).value);

async function draw(formats: readonly OwnFormat[] = []) {
  let settings: Settings = { ...DEFAULT_SETTINGS, formats: [...formats] };
  const ids = { next: 0 };
  const newId = () => `id${ids.next++}`;
  const save = vi.fn(async (change: (before: Settings) => Settings) => {
    settings = change(settings);
    return null;
  });
  await show(<OwnFormats settings={settings} save={save} newId={newId} />, 'pages');
  await userEvent.click(button('Change: Own formats'));
  return { save, kept: () => settings.formats };
}

test('a format is made like another one, changed, and kept', async () => {
  const { kept } = await draw();
  await userEvent.click(button('Add a format'));
  await accessible();
  expect(titles()).toEqual(['Subjective', 'Objective', 'Assessment', 'Plan', 'Risk']);
  await userEvent.fill(field('Name'), 'Mine');
  await userEvent.click(button('Begin like DAP'));
  expect(titles()).toEqual(['Data', 'Assessment', 'Plan', 'Risk']);
  await expect.element(field('Name')).toHaveValue('Mine');
  await userEvent.fill(field('Title of section 1'), 'What was said');
  await userEvent.click(button('Move Risk up'));
  await userEvent.click(button('Remove Assessment'));
  await userEvent.click(button('Add a section'));
  await userEvent.fill(field('Title of section 4'), 'Between us');
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Theme' }), 'Between us');
  await userEvent.selectOptions(
    page.getByRole('combobox', { name: 'Offered' }),
    'Not in this format',
  );
  await userEvent.click(button('Save format'));
  const [made] = kept();
  expect(made?.name).toBe('Mine');
  expect(made?.sections.map(({ title }) => title)).toEqual([
    'What was said',
    'Risk',
    'Plan',
    'Between us',
  ]);
  const titleOf = (id: string | undefined) =>
    made?.sections.find((section) => section.id === id)?.title ?? null;
  expect([made?.places.said, made?.places.theme, made?.places.offered].map(titleOf)).toEqual([
    'What was said',
    'Between us',
    null,
  ]);
  expect(button('Save format').query()).toBe(null);
});

test('what is wrong is said, and nothing is lost', async () => {
  const { save } = await draw([MINE]);
  await userEvent.click(button('Add a format'));
  await userEvent.click(button('Save format'));
  await expect.element(page.getByRole('alert')).toHaveTextContent('Give it a name.');
  await expect.element(field('Name')).toHaveFocus();
  await userEvent.fill(field('Name'), 'soap');
  await userEvent.click(button('Save format'));
  await expect.element(page.getByRole('alert')).toHaveTextContent('Another format has this name.');
  await userEvent.fill(field('Name'), 'Other');
  await userEvent.fill(field('Title of section 2'), 'Plan');
  await userEvent.click(button('Save format'));
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('Two sections have the same title.');
  await expect.element(field('Title of section 4')).toHaveFocus();
  await accessible();
  await expect.element(field('Title of section 2')).toHaveValue('Plan');
  expect(save).not.toHaveBeenCalled();
});

test('a format is edited in its place, and removed', async () => {
  const { kept } = await draw([MINE, { ...MINE, id: 'other', name: 'Other' }]);
  const [row] = page.getByRole('listitem').elements();
  expect(row?.textContent).toMatch(/^Two parts Heard, Next/);
  await userEvent.click(button('Edit Two parts'));
  // Only a new one begins like another one.
  expect(button('Begin like SOAP').query()).toBe(null);
  await userEvent.click(button('Move Next up'));
  await userEvent.click(button('Save format'));
  expect(kept().map(({ id }) => id)).toEqual(['mine', 'other']);
  expect(kept()[0]?.sections.map(({ title }) => title)).toEqual(['Next', 'Heard']);
  await userEvent.click(button('Remove Other'));
  expect(kept().map(({ id }) => id)).toEqual(['mine']);
});
