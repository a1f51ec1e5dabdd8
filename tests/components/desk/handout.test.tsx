import { useState } from 'preact/hooks';
import { beforeEach, expect, test, vi } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import { exerciseLibrary } from '@/components/desk/exercises';
import { ForClient } from '@/components/desk/session/ForClient';
import { Handout } from '@/components/desk/session/Handout';
import { SessionPage } from '@/components/desk/session/SessionPage';
import { ShowPage } from '@/components/desk/session/ShowPage';
import { Exercises } from '@/components/desk/settings/Exercises';
import { headOf } from '@/lib/library';
import type { Exercise, Note } from '@/lib/notes';
import { type Handout as Body, NO_HANDOUT } from '@/lib/papers';
import { DEFAULT_SETTINGS, EMPTY_CARD, type Settings } from '@/lib/practice';
import type { SessionRecord } from '@/lib/vault';
import { english } from '../../fixtures/english.ts';
import { line } from '../../fixtures/note.ts';
import { begun, planAt } from '../../fixtures/session.ts';
import { libraryOf } from '../library.ts';
import { accessible, button, show } from '../show.tsx';

const onKeep = vi.fn<(exercise: Exercise) => void>();
let last: Body = NO_HANDOUT;
beforeEach(() => {
  onKeep.mockReset();
  last = NO_HANDOUT;
});

function Kept({ start = NO_HANDOUT }: { start?: Body }) {
  const [body, setBody] = useState(start);
  const [count, setCount] = useState(0);
  last = body;
  return (
    <main>
      <Handout
        sessionId="s1"
        handout={body}
        library={exerciseLibrary([], english)}
        newId={() => {
          setCount(count + 1);
          return `id${count}`;
        }}
        onChange={async (change) => {
          setBody(change(body));
          return true;
        }}
        onKeep={onKeep}
      />
    </main>
  );
}
const field = (name: string) => page.getByRole('textbox', { name, exact: true });
const NAME = 'Name';
const HOW = 'Instructions, as the client will read them';

test('an exercise of the library is given with its instructions, which can be changed', async () => {
  await show(<Kept />, 'pages');
  await expect.element(page.getByText('Nothing to try yet.')).toBeVisible();
  await accessible();
  await userEvent.selectOptions(
    page.getByRole('combobox', { name: 'Add an exercise' }),
    'Slow breathing',
  );
  await userEvent.click(button('Add an exercise'));
  await expect.element(field(NAME)).toHaveValue('Slow breathing');
  await accessible();
  await userEvent.fill(field(HOW), 'Three minutes, in the evening.');
  await userEvent.click(button('Save exercise'));
  await expect.element(page.getByText('Three minutes, in the evening.')).toBeVisible();
  expect(last.exercises).toEqual([
    { id: 'id0', name: 'Slow breathing', instructions: 'Three minutes, in the evening.' },
  ]);
  expect(onKeep).not.toHaveBeenCalled();
  await userEvent.click(button('Edit Slow breathing'));
  await userEvent.fill(field(NAME), 'Breathing');
  await userEvent.click(button('Save exercise'));
  expect(last.exercises.map(({ name }) => name)).toEqual(['Breathing']);
  await userEvent.click(button('Remove Breathing'));
  expect(last.exercises).toEqual([]);
});

test('an own one is written, refused without a name, and kept in the library if that is wanted', async () => {
  await show(<Kept />, 'pages');
  await userEvent.click(button('Add an exercise'));
  await userEvent.fill(field(HOW), 'Ten minutes outside.');
  await userEvent.click(button('Save exercise'));
  await expect.element(page.getByRole('alert')).toHaveTextContent('Give it a name.');
  await expect.element(field(HOW)).toHaveValue('Ten minutes outside.');
  await userEvent.fill(field(NAME), 'A walk');
  await userEvent.click(page.getByRole('checkbox', { name: 'Keep it in my library, too' }));
  await userEvent.click(button('Save exercise'));
  expect(onKeep.mock.calls.map(([{ name, instructions }]) => [name, instructions])).toEqual([
    ['A walk', 'Ten minutes outside.'],
  ]);
  expect(last.exercises.map(({ name }) => name)).toEqual(['A walk']);
});

test('a few words are written, and changed', async () => {
  await show(<Kept />, 'pages');
  await userEvent.click(button('Write a few words'));
  await userEvent.keyboard(' See you soon. ');
  await userEvent.click(button('Save words'));
  expect(last.words).toBe('See you soon.');
  await expect.element(button('Edit these words')).toHaveFocus();
  await userEvent.click(button('Edit these words'));
  await userEvent.fill(field('A few words to the client'), '');
  await userEvent.click(button('Save words'));
  expect(last.words).toBe('');
});

const SESSION: SessionRecord = {
  id: 's1',
  plan: planAt(1_000),
  meeting: null,
  events: begun(1_000),
  notes: [
    line('n1', 'of the record'),
    line('n2', 'a doubt of my own', 'private'),
    { ...line('n3', 'call her on Sunday'), clientCopy: true },
  ],
  unreadable: 0,
  locked: 0,
};

test('has notes of the record chosen for it, one tick each', async () => {
  const onMark = vi.fn();
  const draw = (notes: readonly Note[]) => (
    <ForClient notes={notes} readOnly={false} onMark={onMark} />
  );
  const [first, , third] = SESSION.notes;
  if (!first || !third) throw new Error('no notes');
  await show(draw([first]), 'pages');
  // The page may be shown to the client before.
  expect(page.getByRole('checkbox').elements()).toEqual([]);
  const fold = page.getByText('Choose from the notes of the record');
  await userEvent.click(fold);
  const tick = page.getByRole('checkbox', { name: 'of the record' });
  await expect.element(tick).not.toBeChecked();
  await accessible();
  await userEvent.click(tick);
  expect(onMark.mock.calls).toEqual([[first, true]]);
  await show(draw([third]), 'pages');
  const marked = page.getByRole('checkbox', { name: 'call her on Sunday' });
  await userEvent.click(fold);
  await userEvent.click(marked);
  expect(onMark.mock.calls.at(-1)).toEqual([third, false]);
  await show(<ForClient notes={[first]} readOnly onMark={onMark} />, 'pages');
  await expect.element(page.getByText(/^The record is final/)).toBeVisible();
  expect(page.getByRole('checkbox').elements()).toEqual([]);
});

test('is shown in the whole window, without anything else', async () => {
  const onLeave = vi.fn();
  const body: Body = {
    exercises: [{ id: 'e', name: 'A walk', instructions: 'Ten minutes outside.' }],
    words: 'See you soon.',
  };
  const read = async () => [SESSION];
  const readPaper = async () => body as never;
  await show(
    <ShowPage sessionId="s1" read={read} readPaper={readPaper} onLeave={onLeave} />,
    'pages',
  );
  await expect.element(page.getByText('call her on Sunday')).toBeVisible();
  await expect.element(page.getByRole('heading', { name: 'A walk' })).toBeVisible();
  await expect.element(page.getByText('See you soon.')).toBeVisible();
  await accessible();
  for (const other of ['of the record', 'a doubt of my own'])
    expect(document.body.textContent).not.toContain(other);
  expect(page.getByRole('link').elements()).toEqual([]);
  await userEvent.click(button('Close'));
  expect(onLeave).toHaveBeenCalledOnce();
});

test('a handout of a session that is gone says so, and can be closed', async () => {
  const onLeave = vi.fn();
  await show(
    <ShowPage
      sessionId="s1"
      read={async () => []}
      readPaper={async () => null}
      onLeave={onLeave}
    />,
    'pages',
  );
  await expect.element(page.getByRole('heading', { name: "It isn't here" })).toBeVisible();
  await accessible();
  await userEvent.click(button('Close'));
  expect(onLeave).toHaveBeenCalledOnce();
});

test('the library is changed in the settings, and what Perch brought comes back', async () => {
  let settings: Settings = DEFAULT_SETTINGS;
  const draw = async () => {
    await show(
      <Exercises
        settings={settings}
        newId={() => 'own'}
        save={async (change) => {
          settings = change(settings);
          return null;
        }}
      />,
      'pages',
    );
    await userEvent.click(button('Change: Exercises for clients'));
  };
  await draw();
  await accessible();
  await userEvent.click(button('Edit Write about it'));
  await userEvent.fill(field(NAME), 'Write it down');
  await userEvent.click(button('Save exercise'));
  await draw();
  await userEvent.click(button('Add an exercise'));
  await userEvent.fill(field(NAME), 'A walk');
  await userEvent.click(button('Save exercise'));
  expect(settings.exercises.map(({ id, name }) => [id, name])).toEqual([
    ['writing', 'Write it down'],
    ['own', 'A walk'],
  ]);
  await draw();
  await userEvent.click(button('Restore the original of Write it down'));
  await draw();
  await expect.element(button('Edit Write about it')).toBeVisible();
  await userEvent.click(button('Remove A walk'));
  expect(settings.exercises).toEqual([]);
});

test('on paper is what the client may have, with the day and without the time', async () => {
  const forceMedia = (media: string) => cdp().send('Emulation.setEmulatedMedia', { media });
  const body: Body = { exercises: [{ id: 'e', name: 'A walk', instructions: '' }], words: 'Bye.' };
  const head = headOf({ ...SESSION, events: [...SESSION.events, { type: 'ended', at: 9_000 }] });
  const session = {
    ...SESSION,
    events: [...SESSION.events, { type: 'closed' as const, at: 9_000 }],
  };
  await show(
    <SessionPage
      readCard={async () => EMPTY_CARD}
      head={{ ...head, closed: true }}
      output="client"
      library={libraryOf([session])}
      read={async () => [session]}
      newId={() => 'new'}
      readPaper={async (kind) => (kind === 'handout' ? body : null) as never}
      onHandout={async () => null}
      onSettings={async () => null}
      onNotes={async () => null}
      onDocument={async () => null}
      onExport={() => {}}
      onDocumentExport={() => {}}
      onExportWords={() => {}}
      onPaper={async () => null}
      onMove={async () => null}
      onErase={async () => null}
    />,
    'pages',
  );
  await expect.element(page.getByText('Bye.')).toBeVisible();
  await forceMedia('print');
  const printed = document.body.innerText;
  await forceMedia('');
  for (const words of ['call her on Sunday', 'A walk', 'Bye.', '1970'])
    expect(printed).toContain(words);
  for (const other of ['of the record', 'a doubt of my own', 'contact minutes', 'Add an exercise'])
    expect(printed).not.toContain(other);
  expect(printed).not.toMatch(/\d\d:\d\d/);
});
