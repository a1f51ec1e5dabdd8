import { useEffect, useState } from 'preact/hooks';
import type { DocumentFormat, Library, LibraryParts, ShownDocument } from '@/lib/desk';
import {
  formatsWith,
  notesOf,
  ownFormatCalled,
  type Part,
  renderDocument,
  repeatedFrom,
} from '@/lib/documents';
import type { Head } from '@/lib/library';
import type { Problem } from '@/lib/messaging';
import { markNote, type Note } from '@/lib/notes';
import {
  type DocumentProblem,
  type Handout as HandoutBody,
  inFormat,
  NO_HANDOUT,
  newDocument,
  type SessionDocument,
} from '@/lib/papers';
import { ruleFor, USUAL_RETENTION } from '@/lib/practice';
import { problemText } from '@/lib/problems';
import { enteredAfterwards, MINUTE, timeline, wholeMinutes } from '@/lib/session';
import { dayText, timeText } from '@/lib/text';
import type { SessionRecord } from '@/lib/vault';
import { Boundary } from '../../shared/Boundary';
import { Icon } from '../../shared/controls/Icon';
import { Notice } from '../../shared/controls/Notice';
import { Summary } from '../../shared/session/Summary';
import { useText } from '../../shared/text';
import { addressOf, clientAddress, OUTPUTS, type Output, sessionAddress } from '../address';
import { ruleText } from '../clients/ClientFile';
import type { ChangePaper } from '../clients/ClientPage';
import { Erase } from '../Erase';
import { exerciseLibrary, withExercise } from '../exercises';
import { SessionFeedback } from '../measures/Feedback';
import type { SaveSettings } from '../settings/save';
import { type ReadPaper, usePaper } from '../use-paper';
import { useSession } from '../use-session';
import { useSessionCard } from '../use-session-card';
import { DocumentPane } from './DocumentPane';
import { ForClient } from './ForClient';
import { Handout } from './Handout';
import { NotShown } from './NotShown';
import { OtherOutput } from './OtherOutput';
import { SessionNotes } from './SessionNotes';
import { Staff } from './Staff';

export interface SessionPageProps {
  head: Head;
  output: Output;
  /** The id of a note that is shown first; null for none. */
  note?: string | null;
  library: Library;
  read(ids: readonly string[]): Promise<readonly SessionRecord[]>;
  newId(): string;
  /** Changes notes of the session. Resolves with null, or with why it couldn't be saved. */
  onNotes(notes: readonly Note[], removed: readonly Note[]): Promise<Problem | null>;
  /** Changes the document as it is stored. Resolves with null, or with why it couldn't be saved. */
  onDocument(
    change: (document: SessionDocument | null) => SessionDocument | null,
  ): Promise<Problem | null>;
  readPaper: ReadPaper;
  readCard: LibraryParts['readCard'];
  /** Changes what the client takes along. Resolves with null, or with why it couldn't be saved. */
  onHandout(change: (handout: HandoutBody | null) => HandoutBody | null): Promise<Problem | null>;
  /** Changes papers of the session's client. */
  onPaper: ChangePaper;
  onSettings: SaveSettings;
  onExport(part: Part, format: 'md' | 'json'): void;
  /** Exports the document as it is shown. */
  onDocumentExport(document: ShownDocument, format: DocumentFormat): void;
  /** Saves the words of a session that can't be shown. */
  onExportWords(session: SessionRecord): void;
  onMove(session: SessionRecord, clientId: string | null): Promise<Problem | null>;
  /** Resolves with null, or with the reason the session couldn't be erased. */
  onErase(): Promise<string | null>;
}

/** One session in three outputs that never mix: the record, private notes, the client's copy. */
export function SessionPage(props: SessionPageProps) {
  const { head, library, read } = props;
  const text = useText();
  const session = useSession(head, read);
  const client = library.clients.find(({ id }) => id === head.clientId) ?? null;
  return (
    <main>
      <p class="crumbs">
        <a href={client ? clientAddress(client.id, 'sessions') : addressOf({ page: 'notes' })}>
          <Icon name="previous" />
          {client?.code ?? text('desk_notes')}
        </a>
      </p>
      <h1>
        {head.odd
          ? text('notDrawn_row')
          : `${dayText(head.startedAt, text.locale, head.utcOffset)}, ${timeText(head.startedAt, text.locale, head.utcOffset)}`}
      </h1>
      {session ? (
        <Boundary
          key={session.id}
          of={session}
          instead={() => (
            <NotShown
              session={session}
              client={client}
              onExportWords={() => props.onExportWords(session)}
              onErase={props.onErase}
            />
          )}
        >
          <Shown {...props} session={session} />
        </Boundary>
      ) : (
        <p class="dim" aria-busy="true">
          {text('sessions_reading')}
        </p>
      )}
    </main>
  );
}

function Shown(props: SessionPageProps & { session: SessionRecord }) {
  const { head, session, output, library } = props;
  const text = useText();
  const client = library.clients.find(({ id }) => id === head.clientId) ?? null;
  const own = library.heads.filter(({ clientId }) => clientId === head.clientId);
  const at = own.findIndex(({ id }) => id === head.id);
  const [later, earlier] = head.clientId === null ? [] : [own[at - 1], own[at + 1]];
  const time = timeline(session.plan, session.events, session.events.at(-1)?.at ?? 0);
  const enteredAt = enteredAfterwards(session.events);
  const over = (time.endedAt ?? time.endsAt) - time.endsAt;
  const [problem, setProblem] = useState<Problem | null>(null);
  return (
    <>
      <header class="desk-page-head session-lead">
        <p class="lead">
          {[
            client?.code ?? text('client_none'),
            text.count('summary_contact', wholeMinutes(time.contactMs)),
            time.endedAt === null
              ? text('session_open')
              : over >= MINUTE
                ? text.count('session_endedOver', wholeMinutes(over))
                : over <= -MINUTE
                  ? text.count('session_endedEarly', wholeMinutes(-over))
                  : text('session_endedAsAgreed'),
            enteredAt === null
              ? ''
              : text('session_entered', dayText(enteredAt, text.locale, head.utcOffset)),
            time.interruptions.length > 0
              ? text.count('session_interruptions', time.interruptions.length)
              : '',
          ]
            .filter(Boolean)
            .join(' \u00b7 ')}
        </p>
        <nav class="page-actions" aria-label={text('session_others')}>
          {earlier && <a href={sessionAddress(earlier.id)}>{text('session_earlier')}</a>}
          {later && <a href={sessionAddress(later.id)}>{text('session_later')}</a>}
        </nav>
      </header>
      <nav class="page-tabs" aria-label={text('session_outputs')}>
        {OUTPUTS.map((name) => (
          <a
            key={name}
            href={sessionAddress(head.id, name)}
            aria-current={name === output ? 'page' : undefined}
          >
            {name === 'private' && <Icon name="lock" />}
            {text(`output_${name}`)}
            <span class="count">{notesOf(session, name).length}</span>
          </a>
        ))}
      </nav>
      {session.unreadable > 0 && (
        <Notice kind="alert">{text.count('notes_unreadable', session.unreadable)}</Notice>
      )}
      {problem && <Notice kind="alert">{problemText(text, problem)}</Notice>}
      {output === 'record' ? (
        <RecordOutput {...props} />
      ) : output === 'client' ? (
        <ClientOutput {...props} onProblem={setProblem} />
      ) : (
        <OtherOutput
          session={session}
          elapsedMs={time.elapsedMs}
          output={output}
          shown={props.note ?? null}
          region={library.settings.region}
          newId={props.newId}
          onAdd={
            head.closed
              ? async (note) => {
                  const failed = await props.onNotes([note], []);
                  setProblem(failed);
                  return failed === null;
                }
              : null
          }
          onMark={
            head.closed
              ? (note, on) => void props.onNotes([markNote(note, on)], []).then(setProblem)
              : null
          }
          onRemove={head.closed ? (note) => void props.onNotes([], [note]).then(setProblem) : null}
          onExport={(format) => props.onExport(output, format)}
        />
      )}
      {head.closed && output === 'record' && <About {...props} />}
    </>
  );
}

/** What the client may have: marked notes, exercises, a few words. */
function ClientOutput({
  head,
  session,
  note = null,
  library,
  readPaper,
  newId,
  onNotes,
  onHandout,
  onSettings,
  onExport,
  onProblem,
}: SessionPageProps & {
  session: SessionRecord;
  onProblem(problem: Problem | null): void;
}) {
  const text = useText();
  const { settings, paperWrites } = library;
  const handout = usePaper('handout', session.id, readPaper, paperWrites);
  if (handout === undefined) return null;
  return (
    <OtherOutput
      session={session}
      elapsedMs={0}
      output="client"
      shown={note}
      region={settings.region}
      handout={handout ?? NO_HANDOUT}
      newId={newId}
      onAdd={null}
      onMark={null}
      onRemove={null}
      onExport={(format) => onExport('client', format)}
    >
      {head.closed && (
        <ForClient
          notes={notesOf(session, 'record')}
          readOnly={head.finalisedAt !== null}
          onMark={(marked, clientCopy) =>
            void onNotes([{ ...marked, clientCopy }], []).then(onProblem)
          }
        />
      )}
      <Handout
        sessionId={session.id}
        handout={handout ?? NO_HANDOUT}
        library={exerciseLibrary(settings.exercises, text)}
        newId={newId}
        onChange={async (change) => {
          const failed = await onHandout((stored) => change(stored ?? NO_HANDOUT));
          onProblem(failed);
          return failed === null;
        }}
        onKeep={(exercise) =>
          void onSettings((before) => ({
            ...before,
            exercises: withExercise(before.exercises, exercise),
          })).then(onProblem)
        }
      />
    </OtherOutput>
  );
}

/** The record: how the session went, its notes, and the document that is rendered from them. */
function RecordOutput({
  head,
  session,
  note,
  library,
  read,
  newId,
  onNotes,
  onDocument,
  onPaper,
  readPaper,
  readCard,
  onExport,
  onDocumentExport,
}: SessionPageProps & { session: SessionRecord }) {
  const text = useText();
  const [problem, setProblem] = useState<string | null>(null);
  const { settings } = library;
  const client = library.clients.find(({ id }) => id === head.clientId) ?? null;
  const card = useSessionCard(head, readCard);
  // What is final can be looked at in any format, and stays in its own.
  const [format, setFormat] = useState<string | null>(null);
  const ownCalled = (id: string) => ownFormatCalled(id, formatsWith(settings.formats, text));
  const begun = () => newDocument(settings.noteFormat, ownCalled(settings.noteFormat));
  const [isFinalising, setFinalising] = useState(false);
  const stored = session.document ?? begun();
  const isFinal = stored.finalisedAt !== null;
  const document =
    isFinal && format !== null && format !== stored.format ? { ...stored, format } : stored;
  const rendered = renderDocument(session, document, client, text, {
    lateHours: settings.lateHours,
    billingBands: settings.billingBands && settings.region === 'us',
    formats: settings.formats,
    clientPlace: card?.location ?? '',
    profile: client?.profile ?? settings.profile,
  });
  const time = timeline(session.plan, session.events, session.events.at(-1)?.at ?? 0);
  const notes = notesOf(session, 'record');
  const before = useBefore(head, library, read);
  const repeated = before ? repeatedFrom(notes, notesOf(before, 'record')) : NONE;
  const told = (failed: Problem | null) => {
    setProblem(failed && problemText(text, failed));
    return failed === null;
  };
  const change = async (make: (stored: SessionDocument) => SessionDocument | DocumentProblem) => {
    let refused: DocumentProblem | null = null;
    const failed = await onDocument((stored) => {
      const next = make(stored ?? begun());
      refused = typeof next === 'string' ? next : null;
      return typeof next === 'string' ? null : next;
    });
    if (refused !== null) {
      setProblem(text(`problem_document_${refused as DocumentProblem}`));
      return false;
    }
    return told(failed);
  };
  return (
    <>
      <Staff session={time} notes={notes} utcOffset={head.utcOffset} />
      <details class="fold session-facts">
        <summary>{text('session_facts')}</summary>
        <Summary session={time} view={session} />
      </details>
      {client && head.closed && (
        <SessionFeedback
          head={head}
          papers={{
            of: client.id,
            readPaper,
            writes: library.paperWrites,
            write: async (...args) => {
              const failed = await onPaper(...args);
              told(failed);
              return failed;
            },
            newId,
          }}
        />
      )}
      {problem && <Notice kind="alert">{problem}</Notice>}
      <div class="session-columns">
        <SessionNotes
          sessionId={session.id}
          notes={notes}
          time={time}
          format={rendered.format}
          speakers={client?.speakers ?? []}
          repeated={repeated}
          shown={note ?? null}
          readOnly={isFinal || isFinalising || !head.closed}
          newId={newId}
          onChange={async (changed, removed) => told(await onNotes(changed, removed))}
          onMark={isFinal ? (note, on) => void onNotes([markNote(note, on)], []).then(told) : null}
        />
        {head.closed && card === null ? (
          // Nobody is to finalise a head that is still being read.
          <p aria-busy="true" />
        ) : head.closed ? (
          <DocumentPane
            sessionId={session.id}
            document={document}
            rendered={rendered}
            lastHeader={before?.document?.header ?? {}}
            code={client?.code ?? ''}
            onFormat={(next) =>
              isFinal
                ? setFormat(next)
                : void change((before) =>
                    inFormat(before, next, ownFormatCalled(next, rendered.formats)),
                  )
            }
            endedAt={head.endedAt}
            lateHours={settings.lateHours}
            newId={newId}
            onChange={change}
            onExport={(format) => onExport('record', format)}
            onDocumentExport={(format) =>
              onDocumentExport({ session, document, rendered, client }, format)
            }
            onFinalising={setFinalising}
          />
        ) : (
          <p class="empty">{text('document_later')}</p>
        )}
      </div>
    </>
  );
}

const NONE: ReadonlySet<string> = new Set();

/** The client's session before this one; null for none, and while it is read. */
function useBefore(
  head: Head,
  library: Library,
  read: SessionPageProps['read'],
): SessionRecord | null {
  const before = library.heads.find(
    ({ clientId, startedAt }) => clientId === head.clientId && startedAt < head.startedAt,
  );
  const id = head.clientId === null ? undefined : before?.id;
  const [last, setLast] = useState<SessionRecord | null>(null);
  useEffect(() => {
    if (!id) return;
    let wanted = true;
    void read([id]).then(
      ([found]) => {
        if (wanted) setLast(found ?? null);
      },
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [id, read]);
  return last && last.id === id ? last : null;
}

/** Whose session it was, and erasing it. */
function About({
  head,
  session,
  library,
  onMove,
  onErase,
}: SessionPageProps & { session: SessionRecord }) {
  const text = useText();
  const [problem, setProblem] = useState<Problem | null>(null);
  const client = library.clients.find(({ id }) => id === head.clientId) ?? null;
  const day = dayText(head.startedAt, text.locale, head.utcOffset);
  const { retentionYears } = library.settings;
  return (
    <section class="session-about" aria-label={text('session_about')}>
      <h2>{text('session_about')}</h2>
      {problem && <Notice kind="alert">{problemText(text, problem)}</Notice>}
      {head.finalisedAt === null && (
        <label class="card-field">
          <span>{text('client')}</span>
          <select
            value={head.clientId ?? ''}
            onChange={({ currentTarget }) => {
              const { value } = currentTarget;
              void onMove(session, value === '' ? null : value).then((failed) => {
                setProblem(failed);
                // The same refusal twice draws nothing anew.
                if (failed) currentTarget.value = head.clientId ?? '';
              });
            }}
          >
            <option value="">{text('client_none')}</option>
            {library.clients.map(({ id, code, name }) => (
              <option key={id} value={id}>
                {name ? `${code} (${name})` : code}
              </option>
            ))}
          </select>
        </label>
      )}
      <Erase
        label={text('erase_session')}
        name={text('erase_sessionOf', day)}
        what={text('erase_sessionWhat', day, text.count('count_line', session.notes.length))}
        rule={ruleText(text, ruleFor(client ?? { retention: USUAL_RETENTION }, retentionYears))}
        hold={client?.legalHold ?? ''}
        onErase={onErase}
      />
    </section>
  );
}
