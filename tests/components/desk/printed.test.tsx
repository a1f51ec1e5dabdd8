import { afterEach, expect, test } from 'vitest';
import { cdp, page } from 'vitest/browser';
import type { Output } from '@/components/desk/address';
import { Desk } from '@/components/desk/Desk';
import { SessionPage } from '@/components/desk/session/SessionPage';
import { headOf } from '@/lib/library';
import { newDocument } from '@/lib/papers';
import { EMPTY_CARD, newClient } from '@/lib/practice';
import type { SessionRecord } from '@/lib/vault';
import { line } from '../../fixtures/note.ts';
import { begun, planAt } from '../../fixtures/session.ts';
import { libraryOf } from '../library.ts';
import { show } from '../show.tsx';

const forceMedia = (media: string) => cdp().send('Emulation.setEmulatedMedia', { media });
afterEach(() => forceMedia(''));

const START = Date.UTC(2026, 10, 23, 12);
const SESSION: SessionRecord = {
  id: 's1',
  plan: planAt(START),
  meeting: null,
  events: [
    ...begun(START),
    { type: 'clientChosen', at: START, clientId: 'c', confirmed: true, room: null },
    { type: 'ended', at: START + 50 * 60_000 },
    { type: 'closed', at: START + 51 * 60_000 },
  ],
  notes: [
    { ...line('a', 'of the record'), kind: 'said', forSupervision: true },
    line('b', 'a doubt of my own', 'private'),
  ],
  document: { ...newDocument('soap'), own: { soap: { assessment: 'steadier than in spring' } } },
  unreadable: 0,
  locked: 0,
};

const SAID = {
  answers: [
    { id: 'f', at: START, sessionId: 's1', mattered: 8, lead: null, words: 'slower, please' },
  ],
};

/** What would be on paper. */
async function printed(output: Output): Promise<string> {
  await show(
    <Desk page="clients" rehearsal="#" onLock={() => {}} onGoTo={() => {}}>
      <SessionPage
        readCard={async () => EMPTY_CARD}
        head={headOf(SESSION)}
        output={output}
        library={libraryOf([SESSION], { clients: [newClient('c', 'C-1', START)] })}
        read={async () => [SESSION]}
        newId={() => 'new'}
        readPaper={async (kind) => (kind === 'feedback' ? SAID : null) as never}
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
      />
    </Desk>,
    'pages',
  );
  const words = output === 'private' ? 'a doubt of my own' : 'of the record';
  await expect.element(page.getByText(words, { exact: false }).first()).toBeInTheDocument();
  // What is open on the screen isn't on paper for that.
  if (output === 'record') {
    await expect
      .element(page.getByText(/^What they said about this session/))
      .toMatchTextContent(/1$/);
    for (const fold of document.querySelectorAll('details')) fold.open = true;
    await expect.element(page.getByText('slower, please')).toBeVisible();
  }
  await forceMedia('print');
  return document.body.innerText;
}

test('on paper, the record is its document alone: head, sections, own words', async () => {
  const paper = await printed('record');
  for (const words of [
    'Contact minutes',
    'Subjective',
    'of the record',
    'Assessment',
    'steadier than in spring',
    'Session record',
    'Name, credentials',
    'Blank means that nothing was noted.',
  ])
    expect(paper).toContain(words);
  for (const other of [
    'a doubt of my own',
    'slower, please',
    'What they said',
    'Finalise',
    'Copy',
    'Add your own words',
    'Settings',
  ])
    expect(paper).not.toContain(other);
  // The lines stand beside the document on the screen, with marks that are nobody else's business.
  expect(paper.split('of the record')).toHaveLength(2);
  expect(paper).not.toContain('supervision');
});

test('on paper, private notes are by themselves', async () => {
  const paper = await printed('private');
  expect(paper).toContain('a doubt of my own');
  expect(paper).not.toContain('of the record');
  expect(paper).not.toContain('steadier than in spring');
});
