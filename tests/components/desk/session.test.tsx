import { describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { OUTPUTS, type Output } from '@/components/desk/address';
import { UnsavedProvider } from '@/components/desk/unsaved';
import { headOf } from '@/lib/library';
import { newDocument, type SessionDocument } from '@/lib/papers';
import type { SessionRecord } from '@/lib/vault';
import { Editors, editorsHere } from '../../fixtures/editors.tsx';
import { line } from '../../fixtures/note.ts';
import { NOW } from '../../fixtures/panel.tsx';
import { accessible, again, focusAsDrawn, show } from '../show.tsx';
import { before, client, held, Kept, onDocumentExport, onNotes } from './kept-page.tsx';

const DAY = 86_400_000;
const documentShown = () => page.getByRole('region', { name: 'Document', exact: true });
const section = (name: string) => documentShown().getByRole('region', { name, exact: true });
const withDocument = (change: Partial<SessionDocument>): SessionRecord => ({
  ...held,
  document: { ...newDocument('soap'), ...change },
});

describe('a session', () => {
  test('is copied as plain text, and as HTML with its headings for programs that take it', async () => {
    await show(<Kept start={withDocument({})} />, 'pages');
    const copied: Record<string, string> = {};
    document.addEventListener(
      'copy',
      ({ clipboardData }) => {
        for (const type of ['text/plain', 'text/html'])
          copied[type] = clipboardData?.getData(type) ?? '';
      },
      { once: true },
    );
    await userEvent.click(page.getByRole('button', { name: 'Copy all' }));
    await expect.element(page.getByText('Copied', { exact: false }).first()).toBeVisible();
    expect(copied['text/plain']).toContain('\nSubjective\n');
    expect(copied['text/html']).toContain('<h2>Subjective</h2>');
    await userEvent.click(page.getByText('More', { exact: true }));
    await userEvent.click(page.getByRole('button', { name: 'Export the document: As Markdown' }));
    expect(onDocumentExport).toHaveBeenLastCalledWith(expect.anything(), 'md');
  });

  test.each(OUTPUTS)('is accessible: %s', async (output) => {
    await page.viewport(1_100, 900);
    await show(<Kept start={held} output={output} />, 'pages');
    await expect.element(page.getByRole('navigation', { name: 'Outputs' })).toBeVisible();
    await accessible();
  });

  test('shows no note of one output in another', async () => {
    const secret = line('secret', 'a doubt of my own', 'private');
    const given = { ...line('given', 'for you to try'), clientCopy: true };
    const start = { ...held, notes: [...held.notes, secret, given] };
    await show(<Kept start={start} />, 'pages');
    await expect.element(documentShown()).toBeVisible();
    expect(document.body.textContent).not.toContain(secret.text);
    await show(<Kept start={start} output="client" />, 'pages');
    await expect.element(page.getByText(given.text)).toBeVisible();
    expect(document.body.textContent).not.toContain(secret.text);
    const record = held.notes.find(({ compartment }) => compartment === 'record');
    expect(document.body.textContent).not.toContain(record?.text);
    await show(<Kept start={start} output="private" />, 'pages');
    await expect.element(page.getByText(secret.text)).toBeVisible();
    expect(document.body.textContent).not.toContain(record?.text);
  });

  test('has private lines marked for supervision, and the mark taken again', async () => {
    const secret = { ...line('secret', 'my own thought'), compartment: 'private' as const };
    await show(<Kept start={{ ...held, notes: [secret] }} output="private" />, 'pages');
    const mark = page.getByRole('button', { name: 'Mark for supervision: my own thought' });
    await expect.element(mark).toHaveAttribute('aria-pressed', 'false');
    await userEvent.click(mark);
    await expect.element(mark).toHaveAttribute('aria-pressed', 'true');
    expect(onNotes.mock.lastCall?.[0]).toMatchObject([
      { id: 'secret', compartment: 'private', forSupervision: true },
    ]);
    await accessible();
    await userEvent.click(mark);
    await expect.element(mark).toHaveAttribute('aria-pressed', 'false');
  });

  test('has lines marked for an empty client copy, in place', async () => {
    await show(<Kept start={{ ...held, notes: [line('a', 'one')] }} output="client" />, 'pages');
    await userEvent.click(page.getByText('Choose from the notes of the record'));
    await userEvent.click(page.getByRole('checkbox', { name: 'one' }));
    expect(onNotes).toHaveBeenLastCalledWith([{ ...line('a', 'one'), clientCopy: true }], []);
  });

  test('says where a note repeats the one before, word for word', async () => {
    const start = { ...held, notes: [{ ...line('same', before.notes[0]?.text ?? ''), intoMs: 1 }] };
    await show(<Kept start={start} />, 'pages');
    await expect.element(page.getByText('Same words as last time')).toBeVisible();
  });

  test('leads to the sessions before and after it, and to its client', async () => {
    await show(<Kept start={held} />, 'pages');
    await expect.element(page.getByRole('link', { name: 'Earlier' })).toBeInTheDocument();
    await expect
      .element(page.getByRole('link', { name: client?.code ?? '' }))
      .toHaveAttribute('href', `#/clients/${client?.id}/sessions`);
  });
});

/** Lets the moment pass in which what was done can still be called off. */
const afterAMoment = async (act: () => Promise<void>) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    await act();
    for (let second = 0; second < 11; second += 1) await vi.advanceTimersByTimeAsync(1_000);
  } finally {
    vi.useRealTimers();
  }
};

describe('the document of a session', () => {
  test('says who raised a topic, which can be put right afterwards', async () => {
    await page.viewport(1_100, 900);
    const start = {
      ...held,
      notes: [{ ...line('a', 'the move'), kind: 'topic', raisedBy: 'client' }],
    };
    await show(<Kept start={start as SessionRecord} />, 'pages');
    await userEvent.click(page.getByRole('radio', { name: 'Narrative' }));
    await expect.element(page.getByText(/Client initiated topic of the move/)).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Edit: the move' }));
    await userEvent.selectOptions(
      page.getByRole('combobox', { name: 'Who raised it: the move' }),
      'by somebody else',
    );
    await userEvent.click(page.getByRole('button', { name: 'Save', exact: true }));
    await expect.poll(() => onNotes.mock.lastCall?.[0]).toMatchObject([{ raisedBy: 'thirdParty' }]);
    expect(document.body.textContent).not.toContain('Client initiated');
  });

  test('follows an edited note, in whatever format is shown', async () => {
    await page.viewport(1_100, 900);
    const start = { ...held, notes: [line('a', 'boxes feel like a farewell')] };
    await show(<Kept start={start} />, 'pages');
    await expect
      .element(section('Subjective').getByText('boxes feel like a farewell'))
      .toBeVisible();
    const edit = page.getByRole('button', { name: 'Edit: boxes feel like a farewell' }).element();
    const focused = await focusAsDrawn(() => (edit as HTMLElement).click());
    const field = page.getByRole('textbox', { name: 'Note', exact: true });
    expect(focused).toBe(field.element());
    await userEvent.fill(field, 'boxes feel like an announcement');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await expect
      .element(section('Subjective').getByText('boxes feel like an announcement'))
      .toBeVisible();
    expect(onNotes.mock.calls[0]?.[0][0]).toMatchObject({ past: [], changedAt: null });
    await userEvent.click(page.getByRole('radio', { name: 'DAP' }));
    await expect
      .element(section('Data').getByText('boxes feel like an announcement'))
      .toBeVisible();
    // Another kind of note goes to another section.
    await userEvent.click(page.getByRole('button', { name: 'Edit: boxes feel', exact: false }));
    await userEvent.selectOptions(
      page.getByRole('combobox', { name: 'Kind of note' }).first(),
      'Assessment',
    );
    await userEvent.click(page.getByRole('button', { name: 'Save', exact: true }));
    await expect
      .element(section('Assessment').getByText('boxes feel like an announcement'))
      .toBeVisible();
  });

  test('has notes added and removed, and an empty one is refused', async () => {
    await show(<Kept start={{ ...held, notes: [line('a', 'one')] }} />, 'pages');
    await userEvent.fill(page.getByRole('textbox', { name: 'Add a note' }), 'another');
    await userEvent.click(page.getByRole('button', { name: 'Add', exact: true }));
    await expect.element(page.getByRole('region', { name: 'Added afterwards' })).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Edit: another' }));
    await userEvent.fill(page.getByRole('textbox', { name: 'Note', exact: true }), '  ');
    await userEvent.click(page.getByRole('button', { name: 'Save', exact: true }));
    await expect.element(page.getByRole('alert')).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Remove' }));
    await expect
      .element(page.getByRole('region', { name: 'Added afterwards' }))
      .not.toBeInTheDocument();
  });

  test('names what it lacks, and invents nothing for it', async () => {
    await show(<Kept start={{ ...held, notes: [line('a', 'one')] }} />, 'pages');
    await expect
      .element(page.getByText('4 gaps: Objective, Assessment, Plan and Risk.'))
      .toBeVisible();
    for (const gap of ['Objective', 'Assessment', 'Plan'])
      await expect.element(section(gap).getByText('Nothing noted')).toBeVisible();
    await expect.element(section('Risk').getByText(/This says nothing about risk/)).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Risk', exact: true }));
    await expect
      .element(section('Risk').getByRole('button', { name: 'Add your own words: Risk' }))
      .toHaveFocus();
    await accessible();
  });

  test('leads from what the narrative lacks to the narrative', async () => {
    await show(<Kept start={{ ...held, notes: [line('a', 'one')] }} />, 'pages');
    await userEvent.click(page.getByRole('radio', { name: 'Narrative' }));
    await userEvent.click(page.getByRole('button', { name: 'What the client found' }));
    await expect
      .element(page.getByRole('button', { name: /^Add your own words/ }).first())
      .toHaveFocus();
  });

  test('keeps own words of a section, and shows them in that format alone', async () => {
    await show(<Kept start={{ ...held, notes: [line('a', 'one')] }} />, 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Add your own words: Assessment' }));
    await userEvent.fill(
      page.getByRole('textbox', { name: 'Your own words: Assessment' }),
      'Steadier than in spring.',
    );
    await userEvent.click(page.getByRole('button', { name: 'Save', exact: true }));
    await expect.element(section('Assessment').getByText('Steadier than in spring.')).toBeVisible();
    await userEvent.click(page.getByRole('radio', { name: 'BIRP' }));
    await expect.element(page.getByText('Steadier than in spring.')).not.toBeInTheDocument();
    // Nobody has to remember where they were written, nor to lose them by finalising.
    await expect
      .element(page.getByText(/^Your own words in SOAP \(Assessment\) aren't shown/))
      .toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Finalise', exact: true }));
    await expect.element(page.getByText("Your own words in SOAP won't be in it.")).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Not yet' }));
    await accessible();
    await userEvent.click(page.getByRole('button', { name: 'Show SOAP' }));
    await expect.element(page.getByText(/^Your own words in/)).not.toBeInTheDocument();
    await expect.element(section('Assessment').getByText('Steadier than in spring.')).toBeVisible();
  });

  test('takes own words at once in the field that a press opens, and gives the focus back', async () => {
    await show(<Kept start={{ ...held, notes: [line('a', 'one')] }} />, 'pages');
    const write = page.getByRole('button', { name: 'Add your own words: Assessment' });
    await userEvent.click(write);
    await userEvent.keyboard('Steadier');
    const own = page.getByRole('textbox', { name: 'Your own words: Assessment' });
    await expect.element(own).toHaveValue('Steadier');
    await userEvent.click(page.getByRole('button', { name: 'Cancel' }));
    await expect.element(write).toHaveFocus();
    await userEvent.keyboard('{Enter}Calmer{Control>}{Enter}{/Control}');
    await expect.element(section('Assessment').getByText('Calmer')).toBeVisible();
    const edit = page.getByRole('button', { name: 'Edit your own words: Assessment' });
    await expect.element(edit).toHaveFocus();
    await userEvent.click(page.getByRole('button', { name: 'Finalise', exact: true }));
    await expect.element(page.getByRole('button', { name: 'Finalise now' })).toHaveFocus();
    await userEvent.click(page.getByRole('button', { name: 'Not yet' }));
    await expect.element(page.getByRole('button', { name: 'Finalise', exact: true })).toHaveFocus();
  });

  test('keeps what is half typed while another output is open', async () => {
    const shown = (output: Output) => (
      <Editors>
        <Kept start={{ ...held, notes: [line('a', 'one')] }} output={output} />
      </Editors>
    );
    await show(shown('record'), 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Add your own words: Assessment' }));
    const own = page.getByRole('textbox', { name: 'Your own words: Assessment' });
    await userEvent.fill(own, 'half a thou');
    await userEvent.click(page.getByRole('button', { name: 'Edit: one' }));
    const note = page.getByRole('textbox', { name: 'Note', exact: true });
    await userEvent.fill(note, 'one and a ha');
    again(shown('private'));
    await expect.element(own).not.toBeInTheDocument();
    again(shown('record'));
    await expect.element(own).toHaveValue('half a thou');
    await expect.element(note).toHaveValue('one and a ha');
    // Given up, it is gone.
    await userEvent.click(note);
    await userEvent.keyboard('{Escape}');
    again(shown('private'));
    again(shown('record'));
    await expect.element(page.getByRole('button', { name: 'Edit: one' })).toBeVisible();
  });

  test('marks a note for the client, whose copy has it then', async () => {
    await show(<Kept start={{ ...held, notes: [line('a', 'one')] }} />, 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Edit: one' }));
    await userEvent.click(page.getByRole('checkbox', { name: 'Client copy' }));
    await userEvent.click(page.getByRole('checkbox', { name: 'For supervision' }));
    await userEvent.click(page.getByRole('button', { name: 'Save', exact: true }));
    await expect.element(page.getByRole('link', { name: 'Client copy 1' })).toBeVisible();
  });

  test('says who said what, and lets that be put right', async () => {
    const said = { ...line('a', 'it was my fault'), kind: 'said' as const, speaker: 'T' };
    await show(<Kept start={{ ...held, notes: [said] }} />, 'pages');
    const own = page.getByRole('region', { name: 'Notes' });
    await expect.element(own).toMatchTextContent(/T: it was my fault/);
    await userEvent.click(page.getByRole('button', { name: 'Edit: it was my fault' }));
    const who = page.getByRole('combobox', { name: 'Who said it: it was my fault' });
    await accessible();
    await userEvent.selectOptions(who, 'Nobody');
    await userEvent.click(page.getByRole('button', { name: 'Save', exact: true }));
    await expect.element(section('Subjective').getByText('T:')).not.toBeInTheDocument();
    await expect.element(own).not.toMatchTextContent(/T: it was my fault/);
  });

  test('has a head whose blanks are blanks until somebody fills them in', async () => {
    await show(<Kept start={held} />, 'pages');
    await userEvent.click(page.getByText(/^Header: \d blanks$/));
    const place = page.getByRole('textbox', { name: "Practitioner's location" });
    await userEvent.fill(place, 'Office');
    await userEvent.keyboard('{Enter}');
    await expect.element(place).toHaveValue('Office');
    await accessible();
  });

  test('has a head whose blanks are filled in as last time, in one press', async () => {
    const header = { ownPlace: 'Office', clientPlace: 'At home', signature: 'R. S.' };
    const earlier = { ...before, document: { ...newDocument('soap'), header } };
    await show(<Kept start={held} earlier={earlier} />, 'pages');
    await userEvent.click(page.getByText(/^Header: \d blanks$/));
    // Nothing is filled in by itself: where the client is, and who signs, is new each time.
    const place = page.getByRole('textbox', { name: "Practitioner's location" });
    await expect.element(place).toHaveValue('');
    await accessible();
    const fill = page.getByRole('button', {
      name: "Fill in as last time: Practitioner's location: Office",
      exact: true,
    });
    await userEvent.click(fill);
    await expect.element(place).toHaveValue('Office');
    await expect.element(fill).not.toBeInTheDocument();
    await expect.element(page.getByRole('textbox', { name: /signature/i })).toHaveValue('');
  });

  test('can have its notes marked for supervision once it is final, and nothing else', async () => {
    await show(<Kept start={withDocument({ finalisedAt: 1 })} />, 'pages');
    const [note] = held.notes.filter(({ compartment }) => compartment === 'record');
    if (!note) throw new Error('no note');
    const mark = page.getByRole('button', { name: `Mark for supervision: ${note.text}` }).first();
    await expect.element(mark).toHaveAttribute('aria-pressed', 'false');
    await accessible();
    await userEvent.click(mark);
    expect(onNotes).toHaveBeenLastCalledWith([{ ...note, forSupervision: true }], []);
    await expect.element(mark).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(mark);
    expect(onNotes).toHaveBeenLastCalledWith([note], []);
    expect(page.getByRole('button', { name: /^Edit/ }).elements()).toEqual([]);
  });

  test('is not finalised while something of the session is half typed', async () => {
    await show(
      <Editors>
        <Kept start={{ ...held, notes: [line('a', 'one')] }} />
      </Editors>,
      'pages',
    );
    await userEvent.click(page.getByRole('button', { name: 'Add your own words: Plan' }));
    await userEvent.fill(page.getByRole('textbox', { name: 'Your own words: Plan' }), 'half');
    await userEvent.click(page.getByRole('button', { name: 'Finalise', exact: true }));
    await userEvent.click(page.getByRole('button', { name: 'Finalise now' }));
    const alert = page.getByRole('alert');
    await expect
      .element(alert)
      .toMatchTextContent(/isn't saved yet: Plan\. Save or cancel it first/);
    expect(page.getByRole('button', { name: 'Undo' }).elements()).toEqual([]);
    await userEvent.click(page.getByRole('button', { name: 'Save', exact: true }));
    await expect.element(alert).not.toBeInTheDocument();
    await userEvent.click(page.getByRole('button', { name: 'Finalise now' }));
    await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    // What is about to be final is read only.
    expect(page.getByRole('button', { name: /own words: Plan$/ }).elements()).toEqual([]);
    await userEvent.click(page.getByRole('button', { name: 'Undo' }));
    await expect.element(page.getByRole('button', { name: /own words: Plan$/ })).toBeVisible();
  });

  test('is finalised over what was half typed in a section that is gone, and shows what was in a note', async () => {
    const editors = editorsHere();
    const half = { of: held.id, value: 'half', from: null };
    editors.put(`${held.id} own-1 gone`, half);
    const edit = { noteId: 'gone', words: 'half', kind: 'note', plan: null, clientCopy: false };
    editors.put(`${held.id} note`, { ...half, value: edit });
    await show(
      <UnsavedProvider editors={editors}>
        <Kept start={{ ...held, notes: [line('a', 'one')] }} />
      </UnsavedProvider>,
      'pages',
    );
    // Words of a note that is gone are still shown, until they are given up.
    await expect
      .element(page.getByText('The note you were editing was removed.', { exact: false }))
      .toBeVisible();
    await accessible();
    await userEvent.click(page.getByRole('button', { name: 'Discard' }));
    expect(editors.get(`${held.id} note`)).toBeNull();
    await userEvent.click(page.getByRole('button', { name: 'Finalise', exact: true }));
    await userEvent.click(page.getByRole('button', { name: 'Finalise now' }));
    await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Undo' }));
    // What is half typed in another format can still be kept, and is asked about.
    editors.put(`${held.id} dap plan`, half);
    await userEvent.click(page.getByRole('button', { name: 'Finalise now' }));
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'Save or cancel it first.' }))
      .toBeVisible();
  });

  test('becomes final after a moment in which that can be called off, and is read-only then', async () => {
    await show(<Kept start={{ ...held, notes: [line('a', 'one')] }} />, 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Finalise', exact: true }));
    await expect
      .element(
        page.getByText('These stay empty: Objective, Assessment, Plan and Risk.', { exact: false }),
      )
      .toBeVisible();
    await accessible();
    await afterAMoment(async () => {
      await userEvent.click(page.getByRole('button', { name: 'Finalise now' }));
      await userEvent.click(page.getByRole('button', { name: 'Undo' }));
      await expect.element(page.getByText('Draft', { exact: true })).toBeVisible();
      await userEvent.click(page.getByRole('button', { name: 'Finalise now' }));
      await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible();
      expect(page.getByRole('button', { name: 'Edit: one' }).elements()).toEqual([]);
    });
    await expect.element(page.getByText('Finalised', { exact: true })).toBeVisible();
    expect(page.getByRole('textbox', { name: 'Add a note' }).elements()).toEqual([]);
    await userEvent.click(page.getByRole('button', { name: 'Add an addendum' }));
    await userEvent.click(page.getByRole('button', { name: 'Save addendum' }));
    await expect.element(page.getByRole('alert')).toHaveTextContent('Type what the addendum says.');
    await userEvent.fill(page.getByRole('textbox', { name: 'Addendum' }), 'The date was the 9th.');
    await afterAMoment(async () => {
      await userEvent.click(page.getByRole('button', { name: 'Save addendum' }));
      await userEvent.click(page.getByRole('button', { name: 'Undo' }));
      const field = page.getByRole('textbox', { name: 'Addendum' });
      await expect.element(field).toHaveValue('The date was the 9th.');
      await expect.element(field).toHaveFocus();
      await userEvent.click(page.getByRole('button', { name: 'Save addendum' }));
      await expect.element(page.getByText(/The addendum is kept in a moment/)).toBeVisible();
      await expect.element(page.getByRole('button', { name: 'Undo' })).toHaveFocus();
    });
    await expect
      .element(page.getByRole('region', { name: 'Addendum' }).getByText('The date was the 9th.'))
      .toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Add an addendum' })).toHaveFocus();
    await accessible();
  });

  test('becomes final at once when another page is gone to, and so does an addendum', async () => {
    const draw = (output: Output) => (
      <Editors>
        <Kept start={{ ...held, notes: [line('a', 'one')] }} output={output} />
      </Editors>
    );
    await show(draw('record'), 'pages');
    await userEvent.click(page.getByRole('button', { name: 'Finalise', exact: true }));
    await userEvent.click(page.getByRole('button', { name: 'Finalise now' }));
    await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    again(draw('private'));
    await expect.element(page.getByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
    again(draw('record'));
    await expect.element(page.getByText('Finalised', { exact: true })).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Add an addendum' }));
    await userEvent.fill(page.getByRole('textbox', { name: 'Addendum' }), 'The date was the 9th.');
    await userEvent.click(page.getByRole('button', { name: 'Save addendum' }));
    await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    again(draw('private'));
    again(draw('record'));
    const addendum = page.getByRole('region', { name: 'Addendum' });
    await expect.element(addendum.getByText('The date was the 9th.')).toBeVisible();
  });

  test('is labelled as late by the hours that somebody has chosen', async () => {
    const end = headOf(held).endedAt ?? 0;
    await show(
      <Kept start={withDocument({ finalisedAt: end + DAY + 60_000 })} hours={24} />,
      'pages',
    );
    await expect.element(page.getByText('Late entry').first()).toBeVisible();
    await show(
      <Kept start={withDocument({ finalisedAt: end + DAY - 60_000 })} hours={24} />,
      'pages',
    );
    await expect.element(page.getByText('Late entry')).not.toBeInTheDocument();
  });

  test('is handed on as it was finalised, and not from another view of it', async () => {
    const shown = { format: 'soap', header: [], sections: [] };
    const final = { code: '', late: false, notes: [], left: '', utcOffset: 0, shown };
    await show(<Kept start={withDocument({ finalisedAt: NOW, final })} />, 'pages');
    await expect.element(page.getByRole('button', { name: 'Copy all' })).toBeVisible();
    await userEvent.click(page.getByRole('radio', { name: 'DAP' }));
    await expect.element(page.getByRole('note').first()).toMatchTextContent(/finalised is in SOAP/);
    for (const way of ['Copy all', 'Print', 'Export the document: As plain text', /^Copy/])
      expect(documentShown().getByRole('button', { name: way }).elements()).toEqual([]);
    await accessible();
    await userEvent.click(page.getByRole('radio', { name: 'SOAP' }));
    await expect.element(page.getByRole('button', { name: 'Copy all' })).toBeVisible();
  });

  test('waits until the summary in the call is closed', async () => {
    const open = { ...held, events: held.events.filter(({ type }) => type !== 'closed') };
    await show(<Kept start={open} />, 'pages');
    await expect
      .element(page.getByText('The document can be written once', { exact: false }))
      .toBeVisible();
    expect(page.getByRole('button', { name: 'Edit:', exact: false }).elements()).toEqual([]);
  });
});
