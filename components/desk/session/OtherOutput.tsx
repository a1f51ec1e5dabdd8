import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { handoutText, hasHandout, notesOf, planText } from '@/lib/documents';
import type { Note } from '@/lib/notes';
import { type Handout as HandoutBody, NO_HANDOUT } from '@/lib/papers';
import type { Region } from '@/lib/practice';
import { clockText, offsetAt } from '@/lib/session';
import { dayText } from '@/lib/text';
import type { SessionRecord } from '@/lib/vault';
import { useLegNames } from '../../shared/leg-names';
import { NoteMarks } from '../../shared/session/NoteList';
import { useText } from '../../shared/text';
import { addressOf, type Output, REFLECT } from '../address';
import { READ_FIRST } from '../focus-heading';
import { PrivateTag } from '../PrivateTag';
import { showIt } from '../show-it';
import { CopyButton } from './CopyButton';
import { Reflection } from './Reflection';
import { SupervisionMark } from './SupervisionMark';

/** Private notes, or what the client may have. Neither shows a note of the other outputs. */
export function OtherOutput({
  session,
  elapsedMs,
  output,
  shown,
  region,
  handout = NO_HANDOUT,
  newId,
  onAdd,
  onMark,
  onRemove,
  onExport,
  children,
}: {
  session: SessionRecord;
  /** How long the session was. */
  elapsedMs: number;
  output: Exclude<Output, 'record'>;
  /** The id of the note that is shown first; null for none. */
  shown: string | null;
  region: Region;
  /** What the client takes along beside marked notes. */
  handout?: HandoutBody;
  newId(): string;
  /**
   * Adds a private note. Resolves with true once it is kept; null while the session isn't over.
   */
  onAdd: ((note: Note) => Promise<boolean>) | null;
  /** Marks a private note for supervision, or takes the mark; null while the session isn't over. */
  onMark: ((note: Note, on: boolean) => void) | null;
  /** Removes a private note; null while the session isn't over. */
  onRemove: ((note: Note) => void) | null;
  onExport(format: 'md' | 'json'): void;
  /** What else is in it. */
  children?: ComponentChildren;
}) {
  const text = useText();
  const { name } = useLegNames();
  const notes = notesOf(session, output);
  const label = text(`export_${output}`);
  const isPrivate = output === 'private';
  const startedAt = session.events[0]?.at ?? 0;
  const list = useRef<HTMLOListElement>(null);
  return (
    <section
      class={isPrivate ? 'other-output output-private' : 'other-output output-client'}
      aria-label={text(`output_${output}`)}
    >
      {isPrivate && (
        <p>
          <PrivateTag />
        </p>
      )}
      <p class="dim">
        {text(isPrivate ? 'private_what' : 'clientCopy_what')}{' '}
        {isPrivate && region !== 'other' && text(`private_${region}`)}
      </p>
      {!isPrivate && (
        <p class="handout-day">
          {dayText(startedAt, text.locale, offsetAt(session.events, startedAt))}
        </p>
      )}
      {notes.length === 0 ? (
        <p class="dim">{text(isPrivate ? 'output_noPrivate' : 'output_noClient')}</p>
      ) : (
        <ol class="output-notes" ref={list} tabIndex={-1} aria-label={text(`output_${output}`)}>
          {notes.map((note) => (
            <li
              key={note.id}
              ref={note.id === shown ? showIt : null}
              aria-current={note.id === shown ? 'true' : undefined}
              {...(note.id === shown && { [READ_FIRST]: '' })}
            >
              <span class="note-kind">
                {isPrivate && `${clockText(note.intoMs)} ${note.leg ? name(note.leg) : ''}`}{' '}
                <NoteMarks
                  note={{
                    ...note,
                    compartment: 'record',
                    clientCopy: isPrivate && note.clientCopy,
                    forSupervision: isPrivate && note.forSupervision,
                  }}
                />
              </span>
              <span dir="auto">{planText(note, text)}</span>
              {isPrivate && onMark && <SupervisionMark note={note} onMark={onMark} />}
              {isPrivate && onRemove && (
                <button
                  type="button"
                  class="link"
                  aria-label={text('private_removeOf', clockText(note.intoMs), note.text)}
                  onClick={() => {
                    onRemove(note);
                    // The button goes with its note.
                    list.current?.focus();
                  }}
                >
                  {text('measure_remove')}
                </button>
              )}
            </li>
          ))}
        </ol>
      )}
      {isPrivate && onAdd && (
        <Reflection
          sessionId={session.id}
          elapsedMs={elapsedMs}
          isOpen={shown === REFLECT}
          newId={newId}
          onAdd={onAdd}
        />
      )}
      {children}
      {(isPrivate ? notes.length > 0 : hasHandout(session, handout)) && (
        <p class="button-row">
          {!isPrivate && (
            <>
              <a class="button secondary" href={addressOf({ page: 'show', id: session.id })}>
                {text('handout_show')}
              </a>
              <CopyButton
                label={text('handout_copy')}
                words={handoutText(session, handout, text)}
              />
              <button type="button" class="secondary" onClick={() => window.print()}>
                {text('document_print')}
              </button>
            </>
          )}
          {(['md', 'json'] as const).map((format) => (
            <button
              key={format}
              type="button"
              class="secondary"
              aria-label={`${label}: ${text(`format_${format}`)}`}
              onClick={() => onExport(format)}
            >
              {text(`format_${format}`)}
            </button>
          ))}
        </p>
      )}
    </section>
  );
}
