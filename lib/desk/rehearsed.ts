import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { headOf, NO_HITS } from '../library';
import type { SessionView } from '../messaging';
import { type Note, newNote } from '../notes';
import type { PaperBodies } from '../papers';
import { DEFAULT_SETTINGS } from '../practice';
import type { EpochMs } from '../session';
import type { Text } from '../text';
import type { SessionRecord } from '../vault';
import type { DeskChanges } from './changes';
import { createFiles, type DeskFiles } from './files';
import type { Library, LibraryParts } from './library';
import { canBeTakenBack, createUndoing, type Undoable } from './undoing';
import type { Editor, UnsavedEditors } from './unsaved';

/**
 * What the desk's page of a rehearsed session needs. All of it is in memory alone, and gone with
 * the page.
 */
export interface RehearsedDesk extends Pick<LibraryParts, 'read' | 'readPaper' | 'readCard'> {
  readonly library: ReadonlySignal<Library>;
  readonly changes: Pick<
    DeskChanges,
    'changeNotes' | 'changePaper' | 'changeSettings' | 'moveSession' | 'removed'
  >;
  readonly files: Pick<DeskFiles, 'exportDocument' | 'exportSessions' | 'exportWords' | 'trouble'>;
  readonly unsaved: UnsavedEditors;
  newId(): string;
}

/** What can be changed. */
interface Kept {
  readonly session: SessionRecord;
  readonly settings: Library['settings'];
  readonly papers: Readonly<Record<string, PaperBodies[keyof PaperBodies]>>;
}

/** The desk of one session that was rehearsed, as the panel showed it when it ended. */
export function createRehearsed(
  view: SessionView,
  parts: {
    readonly text: Text;
    now(): EpochMs;
    newId(): string;
    /** Hands a file to the browser's downloads. */
    save(file: Blob, name: string): void;
  },
): RehearsedDesk {
  const kept = signal<Kept>({
    session: recordOf(view),
    settings: DEFAULT_SETTINGS,
    papers: {},
  });
  const writes = signal(0);
  const { removed, offer, forget } = createUndoing(parts.now);
  const write = async (make: (before: Kept) => Kept): Promise<null> => {
    kept.value = make(kept.value);
    writes.value += 1;
    return null;
  };
  /** Makes a change, which can be undone. */
  const change = async (of: Undoable, make: (before: Kept) => Kept): Promise<null> => {
    const before = kept.value;
    await write(make);
    offer(of, null, before, kept.value, write);
    return null;
  };

  const head = computed(() => headOf(kept.value.session));
  const library = computed<Library>(() => ({
    heads: [head.value],
    running: null,
    reading: null,
    unreadable: 0,
    paperWrites: writes.value,
    unreadableClients: 0,
    clients: [],
    settings: kept.value.settings,
    calendar: null,
    log: [],
  }));
  const paperOf = (kind: keyof PaperBodies, of: string) =>
    kind === 'document'
      ? (kept.value.session.document ?? null)
      : (kept.value.papers[`${kind}/${of}`] ?? null);
  // A kind's name leads to a body of that kind alone: `changePaper` puts no other one there.
  const readPaper = (async (kind, of) => paperOf(kind, of)) as LibraryParts['readPaper'];
  const readCard = async () => view.card;
  const read = async () => [kept.value.session];

  const changes: RehearsedDesk['changes'] = {
    removed,
    changeNotes: (_, notes, gone) =>
      change('notes', (before) => ({
        ...before,
        session: { ...before.session, notes: withNotes(before.session.notes, notes, gone) },
      })),
    async changePaper(kind, of, make) {
      const was = paperOf(kind, of);
      const made = make(was as Parameters<typeof make>[0]);
      if (made === null) return null;
      const name = `${kind}/${of}`;
      await change(kind, (before) =>
        kind === 'document'
          ? { ...before, session: { ...before.session, document: made as PaperBodies['document'] } }
          : { ...before, papers: { ...before.papers, [name]: made } },
      );
      if (!canBeTakenBack(kind, made)) forget();
      return null;
    },
    changeSettings: (make) =>
      change('settings', (before) => ({ ...before, settings: make(before.settings) })),
    // There is no client to move it to.
    moveSession: async () => null,
  };
  return {
    library,
    read,
    readPaper,
    readCard,
    changes,
    files: createFiles(
      { ...changes, logExport: async () => null },
      {
        ...parts,
        text: () => parts.text,
        read,
        readPaper,
        readCard,
        idsOf: async () => [view.id],
        search: async () => ({ ...NO_HITS, complete: true }),
      },
    ),
    unsaved: inMemory(),
    newId: parts.newId,
  };
}

const recordOf = ({ id, plan, events, notes }: SessionView): SessionRecord => {
  const startedAt = events[0]?.at ?? 0;
  const endedAt = events.at(-1)?.at ?? startedAt;
  return {
    id,
    plan,
    events: events.some(({ type }) => type === 'closed')
      ? events
      : [...events, { type: 'closed', at: endedAt }],
    meeting: null,
    notes: notes.map((note) => ({
      ...newNote({ ...note, at: startedAt + note.intoMs }),
      ...note,
    })),
    unreadable: 0,
    locked: 0,
  };
};

const withNotes = (
  before: readonly Note[],
  changed: readonly Note[],
  gone: readonly Note[],
): readonly Note[] => {
  const ids = new Set([...changed, ...gone].map(({ id }) => id));
  return [...before.filter(({ id }) => !ids.has(id)), ...changed].sort((a, b) => a.at - b.at);
};

function inMemory(): UnsavedEditors {
  const editors = new Map<string, Editor>();
  const watched = new Set<readonly [name: string, changed: () => void]>();
  return {
    ready: signal(true),
    get: (name) => editors.get(name) ?? null,
    put(name, editor) {
      if (editor) editors.set(name, editor);
      else editors.delete(name);
      for (const [of, changed] of watched) if (of === name) changed();
    },
    watch(name, changed) {
      const one = [name, changed] as const;
      watched.add(one);
      return () => {
        watched.delete(one);
      };
    },
    has(name) {
      const editor = editors.get(name);
      return editor !== undefined && editor.value !== editor.from;
    },
    wouldLose: () => false,
  };
}
