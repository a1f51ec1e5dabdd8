import { signal } from '@preact/signals';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { RehearsedApp } from '@/components/desk/RehearsedApp';
import { createRehearsed } from '@/lib/desk/rehearsed';
import type { SessionView } from '@/lib/messaging';
import { english } from '../../fixtures/english.ts';
import { NOW, view } from '../../fixtures/panel.tsx';
import { accessible, button, show } from '../show.tsx';

const [first] = view.notes;
if (!first) throw new Error('it has notes');
const note = (id: string, text: string, compartment: 'record' | 'private' = 'record') => ({
  ...first,
  id,
  text,
  compartment,
  kind: 'note' as const,
});
const SESSION: SessionView = {
  ...view,
  events: [...view.events, { type: 'ended', at: NOW }],
  notes: [note('a', 'for the record'), note('b', 'mine alone', 'private')],
};

const onLeave = vi.fn();
/** What was handed to the downloads. */
let saved: readonly Blob[] = [];
const fragment = signal('');
const onGo = (to: string) => {
  fragment.value = to;
};
const link = (name: string) => page.getByRole('link', { name });
const record = page.getByRole('region', { name: 'Document' });

beforeEach(async () => {
  vi.clearAllMocks();
  fragment.value = '';
  saved = [];
  let ids = 0;
  const desk = createRehearsed(SESSION, {
    text: english,
    now: () => NOW,
    newId: () => `new ${ids++}`,
    save(file) {
      saved = [...saved, file];
    },
  });
  await show(
    <RehearsedApp desk={desk} fragment={fragment} rehearsal="#" onGo={onGo} onLeave={onLeave} />,
    'pages',
  );
  // Links are followed as the page's own fragment would be.
  document.addEventListener('click', follow);
});
const follow = (event: MouseEvent) => {
  const to = (event.target as Element).closest('a')?.getAttribute('href');
  if (!to?.startsWith('#/')) return;
  event.preventDefault();
  fragment.value = to;
};

describe('a session that was rehearsed', () => {
  test('has its record drafted, and its private notes apart from it', async () => {
    await expect.element(record).toMatchTextContent(/for the record/);
    expect(record.element().textContent).not.toContain('mine alone');
    await accessible();
    await userEvent.click(link('Private 1'));
    await expect
      .element(page.getByRole('region', { name: 'Private' }))
      .toMatchTextContent(/mine alone/);
    await accessible();
  });

  test('is shown in another format, and in the first again by undoing that', async () => {
    await userEvent.click(page.getByRole('radio', { name: 'DAP' }));
    await expect.element(page.getByRole('region', { name: 'Data' })).toBeVisible();
    await userEvent.click(button('Undo'));
    await expect.element(page.getByRole('region', { name: 'Subjective' })).toBeVisible();
  });

  test('a note of it is removed and put back', async () => {
    await userEvent.click(button('Edit: for the record'));
    await userEvent.click(button('Remove'));
    await expect.poll(() => record.element().textContent).not.toContain('for the record');
    await userEvent.click(button('Undo'));
    await expect.element(record).toMatchTextContent(/for the record/);
  });

  test('its document can be saved as a file', async () => {
    await userEvent.click(page.getByText('More', { exact: true }));
    await userEvent.click(button('Export the document: As Markdown'));
    await vi.waitFor(() => expect(saved).toHaveLength(1));
    expect(await saved[0]?.text()).toContain('for the record');
  });

  test('what the client takes along is shown, and the way back leads to it', async () => {
    await userEvent.click(link('Client copy 0'));
    await userEvent.click(button('Write a few words'));
    await userEvent.fill(
      page.getByRole('textbox', { name: 'A few words to the client' }),
      'See you',
    );
    await userEvent.click(button('Save words'));
    await userEvent.click(link('Show it to the client'));
    await expect.element(page.getByRole('main')).toMatchTextContent(/See you/);
    await userEvent.click(button('Close'));
    await expect.element(link('Client copy 0')).toHaveAttribute('aria-current', 'page');
  });

  test('says that nothing is kept, and is left in one press', async () => {
    await expect
      .element(page.getByRole('region', { name: 'Rehearsal' }))
      .toMatchTextContent(/nothing of it is kept/);
    await userEvent.click(button('Leave the rehearsal'));
    expect(onLeave).toHaveBeenCalledExactlyOnceWith();
  });
});
