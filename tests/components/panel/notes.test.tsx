import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { TextProvider } from '@/components/shared/text';
import type { Reply } from '@/lib/messaging';
import { changed, clockAt, folded, half, NOW, open, view } from '../../fixtures/panel.tsx';
import { draw, panel, panelForEachTest, press, redraw, send } from '../draw-panel.tsx';
import { accessible, counting, show } from '../show.tsx';

panelForEachTest();

/** Has notes wait for the answer that this resolves with. */
function refusesLater() {
  const answer = Promise.withResolvers<Reply>();
  send.mockImplementation(async ({ type }) => (type === 'addNote' ? answer.promise : { ok: true }));
  return answer;
}

test('a note that could not be saved comes back into the field, in front of what was typed since', async () => {
  await draw(open(view));
  const field = page.getByRole('textbox', { name: 'Quick note' });
  const refused = refusesLater();
  await userEvent.click(field);
  await userEvent.keyboard('first{Enter}');
  await expect.poll(() => send).toHaveBeenCalledWith(expect.objectContaining({ type: 'addNote' }));
  await userEvent.keyboard('second');
  await expect.element(field).toHaveValue('second');
  refused.resolve({ ok: false, problem: 'storageFull' });
  await expect.element(field).toHaveValue('first\nsecond');
  await expect
    .element(page.getByRole('alert').filter({ hasText: 'no space left' }))
    .toBeInTheDocument();
  await accessible();
});

test('a note that could not be saved is private with what was typed since, if one of them is', async () => {
  await draw(open(view));
  const field = page.getByRole('textbox', { name: 'Quick note' });
  const refused = refusesLater();
  await userEvent.click(field);
  await userEvent.keyboard('first');
  await press('button', 'Save note');
  await press('radio', 'Private');
  await userEvent.click(field);
  await userEvent.keyboard('second');
  refused.resolve({ ok: false, problem: 'storageFull' });
  await expect.element(field).toHaveValue('first\nsecond');
  await expect.element(page.getByRole('radio', { name: 'Private' })).toBeChecked();
});

test('what was typed in a panel before is in the field, and what is typed now outlives folding and masking', async () => {
  const field = page.getByRole('textbox', { name: 'Quick note' });
  await draw(changed({ resumed: half }));
  await expect.element(field).toHaveValue('half');
  await userEvent.click(field);
  await userEvent.keyboard(' a thought');
  redraw(changed({ here: 'otherTab' }));
  await expect.element(field).toHaveValue('half a thought');
  redraw(changed({}), folded);
  redraw(changed({}));
  await expect.element(field).toHaveValue('half a thought');
  redraw({ masked: true });
  expect(document.body.textContent).not.toContain('thought');
  redraw(changed({ resumed: half }));
  await expect.element(field).toHaveValue('half a thought');
  redraw(changed({ id: 'another' }));
  await expect.element(field).toHaveValue('');
});

test('a note that is refused while the panel is folded is in the field afterwards', async () => {
  const field = page.getByRole('textbox', { name: 'Quick note' });
  await draw(open(view));
  let refuse: (() => void) | undefined;
  send.mockImplementation(
    ({ type }) =>
      new Promise((resolve) => {
        if (type === 'addNote') refuse = () => resolve({ ok: false, problem: 'storageFull' });
        else resolve({ ok: true });
      }),
  );
  await userEvent.click(field);
  await userEvent.keyboard('words{Enter}');
  await expect.poll(() => refuse).toBeDefined();
  redraw(open(view), folded);
  refuse?.();
  redraw(open(view));
  await expect.element(field).toHaveValue('words');
  await expect.element(page.getByRole('alert')).toBeInTheDocument();
});

describe('a note has a compartment', () => {
  const field = () => page.getByRole('textbox', { name: 'Quick note' });
  const radio = (name: string) => page.getByRole('radio', { name, exact: true });
  const saved = () =>
    send.mock.calls.map(([command]) => command).filter(({ type }) => type === 'addNote');

  test('record at first, private by one press or by Alt+P, and is saved there', async () => {
    await draw(open(view));
    await expect.element(radio('Record')).toBeChecked();
    await userEvent.click(radio('Private'));
    await userEvent.click(field());
    await userEvent.keyboard('apart{Enter}');
    await expect
      .poll(saved)
      .toMatchObject([{ text: 'apart', compartment: 'private', kind: 'note' }]);
    // The settings that come back would say so too.
    await expect.element(radio('Private')).toBeChecked();
    await userEvent.keyboard('again{Enter}');
    await expect.poll(() => saved()[1]).toMatchObject({ text: 'again', compartment: 'private' });
    await userEvent.keyboard('{Alt>}p{/Alt}and here{Enter}');
    await expect.poll(() => saved()[2]).toMatchObject({ text: 'and here', compartment: 'record' });
  });
  test('and its lines stay together in it, as a program types them', async () => {
    await draw(open(view));
    await userEvent.click(radio('Private'));
    await userEvent.click(field());
    await userEvent.keyboard('one');
    const box = field().element() as HTMLTextAreaElement;
    /** Presses Enter and types the next letters at once, as a text expander does. */
    const line = async (text: string) => {
      box.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }),
      );
      for (const letter of text) {
        await Promise.resolve();
        document.execCommand('insertText', false, letter);
      }
    };
    await line('two');
    await line('three');
    expect(saved()).toEqual([]);
    await expect.element(field()).toHaveValue('one\ntwo\nthree');
    await userEvent.keyboard('{Enter}');
    await expect
      .poll(saved)
      .toMatchObject([{ text: 'one\ntwo\nthree', compartment: 'private', kind: 'note' }]);
    await expect.element(field()).toHaveValue('');
  });
  test('and is sent at once, and once, where a person presses Enter, who is no program', async () => {
    let now = NOW;
    const clock = { ...clockAt(NOW), now: () => now };
    /** Types as a hand does, which is not that quick with Enter. */
    const byHand = async (words: string) => {
      await userEvent.click(field());
      await userEvent.keyboard(words);
      now += 100;
      const key = { key: 'Enter', bubbles: true, cancelable: true };
      field().element().dispatchEvent(new KeyboardEvent('keydown', key));
    };
    await draw(open(view), { clock });
    await byHand('by hand');
    expect(saved()).toMatchObject([{ text: 'by hand', at: now }]);
    redraw({ masked: true, locked: true }, { clock });
    redraw(open(view), { clock });
    await expect.element(field()).toHaveValue('');
    send.mockImplementation(async ({ type }) =>
      type === 'addNote' ? { ok: false, problem: 'storageFull' } : { ok: true },
    );
    await byHand('kept');
    // What could not be saved is back.
    await expect.element(field()).toHaveValue('kept');
    expect(saved().map((command) => 'text' in command && command.text)).toEqual([
      'by hand',
      'kept',
    ]);
  });
  test('that is locked or masked right after Enter is kept as a draft or saved, once', async () => {
    /** Presses Enter within the page, so that what follows comes before the note is sent. */
    const enter = () => {
      const key = { key: 'Enter', bubbles: true, cancelable: true };
      field().element().dispatchEvent(new KeyboardEvent('keydown', key));
    };
    await draw(open(view));
    await userEvent.click(field());
    await userEvent.keyboard('kept');
    enter();
    redraw({ masked: true });
    await expect.poll(saved).toMatchObject([{ text: 'kept' }]);
    redraw(open(view));
    await userEvent.click(field());
    await userEvent.keyboard('draft');
    enter();
    redraw({ masked: true, locked: true });
    redraw(open(view));
    await userEvent.click(field());
    await userEvent.keyboard('next{Enter}');
    await expect.poll(saved).toMatchObject([{ text: 'kept' }, { text: 'next' }]);
  });
  test('goes where its kind went last, unless somebody says where', async () => {
    await draw(open(view, {}, { compartments: { observation: 'private' } }));
    await userEvent.click(radio('Observation'));
    await expect.element(radio('Private')).toBeChecked();
    await userEvent.click(radio('Note'));
    await expect.element(radio('Record')).toBeChecked();
    await userEvent.click(radio('Private'));
    await userEvent.click(page.getByRole('button', { name: 'More kinds' }));
    await userEvent.click(radio('Focus'));
    await expect.element(radio('Private')).toBeChecked();
    // It was chosen for what is written, whatever kind the first of it becomes.
    await userEvent.click(field());
    await userEvent.keyboard('siding with one of them{Enter}');
    await expect.poll(saved).toMatchObject([{ kind: 'focus', compartment: 'private' }]);
    await expect.element(radio('Note')).toBeChecked();
    await expect.element(radio('Private')).toBeChecked();
    const kept = send.mock.calls.flatMap(([one]) => (one.type === 'keepNotesIn' ? [one] : []));
    expect(kept).toEqual([{ type: 'keepNotesIn', kind: 'note', compartment: 'private' }]);
    await userEvent.click(radio('Record'));
    await userEvent.click(field());
    await userEvent.keyboard('the move{Enter}');
    await expect.element(radio('Record')).toBeChecked();
  });
  test('has beside it the first of the leg’s kinds that is not noted yet', async () => {
    const kinds = () =>
      page
        .getByRole('radiogroup', { name: 'Kind' })
        .getByRole('radio')
        .elements()
        .map(({ parentElement }) => parentElement?.textContent);
    await draw(open({ ...view, notes: [] }));
    expect(kinds()).toEqual(['Note', 'Focus']);
    redraw(open(view));
    expect(kinds()).toEqual(['Note', 'Observation']);
    // The prompt for a tangent names the topic that the client is with now.
    redraw(open({ ...view, situation: 'tangent' }));
    expect(kinds()).toEqual(['Note', 'Topic']);
  });
  test('that its kind can not have is refused, with the way out beside it', async () => {
    send.mockImplementation(async (command) =>
      command.type === 'addNote' && command.compartment === 'private'
        ? { ok: false, problem: 'recordOnly' }
        : { ok: true },
    );
    await draw(open(view));
    await userEvent.click(page.getByRole('button', { name: 'More kinds' }));
    await accessible();
    await userEvent.click(radio('Measure'));
    await userEvent.click(radio('Private'));
    await userEvent.click(field());
    await userEvent.keyboard('PHQ-9: 12{Enter}');
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'belong to the record' }))
      .toBeInTheDocument();
    await accessible();
    await userEvent.click(page.getByRole('button', { name: 'Move to record' }));
    expect(saved().at(-1)).toMatchObject({
      text: 'PHQ-9: 12',
      kind: 'measure',
      compartment: 'record',
    });
    await expect.element(field()).toHaveValue('');
  });
});

test('shorthands become what they stand for, and speakers can be named', async () => {
  await draw(
    open(
      { ...view, client: view.client && { ...view.client, speakers: ['A', 'B'] } },
      {},
      { shorthands: [{ short: 'ct', long: 'client' }] },
    ),
  );
  await userEvent.click(page.getByRole('radio', { name: 'B', exact: true }));
  await userEvent.click(page.getByRole('textbox', { name: 'Quick note' }));
  await userEvent.keyboard('Ct says ct{Enter}');
  await expect
    .poll(() => send.mock.calls.map(([command]) => command).at(-1))
    .toMatchObject({ type: 'addNote', text: 'Client says client', speaker: 'B' });
  // What is written next may be somebody else's.
  await expect.element(page.getByRole('radio', { name: 'Nobody' })).toBeChecked();
});

test('a shorthand is one step of undo and redo', async () => {
  await draw(open(view, {}, { shorthands: [{ short: 'ct', long: 'client' }] }));
  const field = page.getByRole('textbox', { name: 'Quick note' });
  await userEvent.click(field);
  await userEvent.keyboard('the ct says');
  await expect.element(field).toHaveValue('the client says');
  const step = (what: 'undo' | 'redo') => document.execCommand(what);
  const undone = () => {
    step('undo');
    return (field.element() as HTMLTextAreaElement).value;
  };
  const values = [undone(), undone(), undone()];
  expect(values).toContain('the ct');
  while (step('redo'));
  await expect.element(field).toHaveValue('the client says');
  await userEvent.keyboard(' more{Enter}');
  await expect
    .poll(() => send.mock.calls.map(([command]) => command).at(-1))
    .toMatchObject({ type: 'addNote', text: 'the client says more' });
});

describe('Enter that ends a composition', () => {
  const compose = async (text: string) => {
    const field = page.getByRole('textbox', { name: 'Quick note' });
    await userEvent.click(field);
    await userEvent.keyboard(text);
    const key = { key: 'Enter', keyCode: 229, isComposing: true, bubbles: true, cancelable: true };
    field.element().dispatchEvent(new KeyboardEvent('keydown', key as KeyboardEventInit));
    return field;
  };
  const saved = () =>
    send.mock.calls.map(([command]) => command).filter(({ type }) => type === 'addNote');

  test('saves, without a blank line, where the browser breaks the line after it, as in Korean', async () => {
    await draw(open(view));
    const field = await compose('안녕');
    // What the browser tells next, before it breaks the line.
    const line = { inputType: 'insertLineBreak', bubbles: true, cancelable: true };
    expect(field.element().dispatchEvent(new InputEvent('beforeinput', line))).toBe(false);
    await expect.poll(saved).toMatchObject([{ text: '안녕' }]);
    await expect.element(field).toHaveValue('');
  });

  test('only ends it where nothing follows, as in Japanese', async () => {
    await draw(open(view));
    const field = await compose('こんにちは');
    await expect.element(field).toHaveValue('こんにちは');
    expect(saved()).toEqual([]);
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
    await expect.element(field).toHaveValue('こんにちは\n');
    expect(saved()).toEqual([]);
  });
});

test('marks of a note can be changed after it was written', async () => {
  await draw(open(view));
  await userEvent.click(page.getByRole('button', { name: 'Edit note' }).first());
  await accessible();
  await userEvent.click(page.getByRole('checkbox', { name: 'Client copy' }));
  expect(send).toHaveBeenCalledExactlyOnceWith({
    type: 'tagNote',
    noteId: 'b',
    tags: { clientCopy: true },
  });
  await userEvent.click(page.getByRole('checkbox', { name: 'For supervision' }));
  expect(send).toHaveBeenLastCalledWith({
    type: 'tagNote',
    noteId: expect.any(String),
    tags: { forSupervision: true },
  });
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Kind' }), 'said');
  expect(send).toHaveBeenLastCalledWith({ type: 'tagNote', noteId: 'b', tags: { kind: 'said' } });
});

test('typing a note draws its field again, and nothing around it', async () => {
  const { asked, text } = counting('note', 'mask_panel');
  await show(<TextProvider value={text}>{panel(open(view))}</TextProvider>);
  // A page that was open shows that what is loaded later is there.
  await userEvent.click(page.getByRole('button', { name: 'Session menu' }));
  await expect.element(page.getByRole('button', { name: 'Order of legs' })).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: 'Back' }));
  const before = { ...asked };
  await userEvent.type(page.getByRole('textbox', { name: 'Quick note' }), 'five!');
  await expect.element(page.getByRole('button', { name: 'Save note' })).toBeEnabled();
  expect(asked.note).toBeGreaterThanOrEqual(before.note + 5);
  expect(asked.mask_panel).toBe(before.mask_panel);
});
