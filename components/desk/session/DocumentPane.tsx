import { useRef, useState } from 'preact/hooks';
import * as v from 'valibot';
import type { DocumentFormat } from '@/lib/desk';
import {
  asFinal,
  type DocumentSection,
  documentHtml,
  documentText,
  formatCalled,
  gapText,
  isLate,
  isLateEntry,
  lateAfter,
  type RenderedDocument,
  sectionText,
  withoutWordsLeft,
} from '@/lib/documents';
import {
  asLastTime,
  type DocumentProblem,
  finalised,
  HEADER_FIELDS,
  type SessionDocument,
  withAddendum,
  withBlanksFilled,
  withHeader,
  withOwnWords,
} from '@/lib/papers';
import { dateText, timeText } from '@/lib/text';
import { useClock, useMinute } from '../../shared/clock';
import { Choices } from '../../shared/controls/Choices';
import { Notice } from '../../shared/controls/Notice';
import { PRIVATE_FIELD, PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { useChangeAtOnce } from '../../shared/use-change';
import { Glance } from '../Glance';
import { type Grace, useGrace } from '../grace';
import { useFocusOnceDrawn } from '../once-drawn';
import { useHasUnsaved, useUnsaved } from '../unsaved';
import { CopyButton } from './CopyButton';
import { addendumEditor, headEditor, newNoteEditor, noteEditor, sectionEditor } from './editors';

interface DocumentPaneProps {
  /** The session's id. */
  sessionId: string;
  document: SessionDocument;
  rendered: RenderedDocument;
  /** What the head of the client's session before says. */
  lastHeader: SessionDocument['header'];
  /** When the session ended, in epoch milliseconds. */
  endedAt: number | null;
  /** After how many hours an entry is late; null for never. */
  lateHours: number | null;
  newId(): string;
  /** The code of the session's client; empty for none. */
  code: string;
  /** Shows the document in another format. */
  onFormat(format: string): void;
  /** Changes the document as it is stored. Resolves with true once it is kept. */
  onChange(
    change: (document: SessionDocument) => SessionDocument | DocumentProblem,
  ): Promise<boolean>;
  onExport(format: 'md' | 'json'): void;
  /** Exports the document as it is shown. */
  onDocumentExport(format: DocumentFormat): void;
  /** Whether it is being finalised, and its notes are to be read only. */
  onFinalising(finalising: boolean): void;
}

/**
 * The document of a session's record: rendered from the notes, in any format, with gaps named. A
 * draft becomes final, and then only addenda come to it.
 */
export function DocumentPane(props: DocumentPaneProps) {
  const { document, rendered, sessionId, onChange } = props;
  const text = useText();
  // It doesn't keep the document from being finalised.
  const [reason, setReason] = useUnsaved(sessionId, `late reason ${sessionId}`, v.string(), '');
  const clock = useClock();
  // Those that go with the draft, in whichever format. What stands in a section that is gone can
  // neither be saved nor given up, and a private note can be written afterwards, too.
  const hasUnsaved = useHasUnsaved([
    noteEditor(sessionId),
    newNoteEditor(sessionId),
    ...HEADER_FIELDS.map((field) => headEditor(sessionId, field)),
    ...rendered.formats.flatMap((format) =>
      format.sections.map(({ id }) => sectionEditor(sessionId, format.id, id)),
    ),
  ]);
  const hasHead = useHasUnsaved(HEADER_FIELDS.map((field) => headEditor(sessionId, field)));
  // What is half typed is shown again.
  const [isHeadTyped] = useState(hasHead);
  const [unsaved, setUnsaved] = useState(false);
  const isUnsaved = () => {
    const is = hasUnsaved();
    setUnsaved(is);
    return is;
  };
  const grace = useGrace(() => {
    // Another page may have written on meanwhile.
    if (isUnsaved()) return;
    void onChange((stored) => {
      // What another page has written meanwhile was not read here.
      if (wordsIn(stored) !== wordsIn(document)) return 'changed';
      const at = clock.now();
      const late = isLate(props.endedAt, at, props.lateHours);
      return finalised(stored, at, reason, asFinal(rendered, props.code, late, utcOffset(at)));
    }).then((kept) => kept && setReason(''));
  }, 'do');
  useChangeAtOnce(grace.running, props.onFinalising);
  // What is about to be final is read, and no longer written.
  const isDraft = document.finalisedAt === null && !grace.running;
  const blanks = rendered.header.filter((row) => row.text === '');
  const last = asLastTime(
    props.lastHeader,
    blanks.flatMap(({ field }) => field ?? []),
  );
  const remembered = blanks.flatMap(({ field, label }) => {
    const said = field && last[field];
    return said ? [`${label}: ${said}`] : [];
  });
  return (
    <section class="document" aria-label={text('document')}>
      <States
        {...props}
        grace={grace}
        unsaved={unsaved}
        isUnsaved={isUnsaved}
        reason={reason}
        onReason={setReason}
      />
      <Choices
        small
        name={text('document_format')}
        options={rendered.formats.map(({ id }) => id)}
        value={rendered.format.id}
        label={(id) => formatCalled(id, rendered.formats).name}
        onPick={props.onFormat}
      />
      {rendered.finalIn === null ? (
        <Tools {...props} />
      ) : (
        <Notice kind="note">{text('document_otherView', rendered.finalIn)}</Notice>
      )}
      {rendered.elsewhere.length > 0 && (
        <div class="document-elsewhere">
          {rendered.elsewhere.map(({ id, name, sections }) => (
            <Notice key={id} kind="note">
              {text('document_elsewhere', name, new Intl.ListFormat(text.locale).format(sections))}{' '}
              <button
                type="button"
                class="link"
                onClick={({ currentTarget }) => {
                  // The button goes with its notice; the formats stay.
                  const formats = currentTarget
                    .closest('.document')
                    ?.querySelector<HTMLElement>('[role=radiogroup] input:checked');
                  formats?.focus();
                  props.onFormat(id);
                }}
              >
                {text('document_elsewhereShow', name)}
              </button>
            </Notice>
          ))}
        </div>
      )}
      <PrintedHead {...props} />
      <details class="document-head" open={isHeadTyped}>
        <summary>{text.count('document_header', blanks.length)}</summary>
        <PrivateForm>
          {isDraft && remembered.length > 0 && (
            <button
              type="button"
              class="link document-remembered"
              onClick={() => void onChange((stored) => withBlanksFilled(stored, last))}
            >
              {text('header_asLast', remembered.join(', '))}
            </button>
          )}
          <dl class="head-facts">
            {rendered.header.map(({ label, text: words, field }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  {field && isDraft ? (
                    <HeaderInput
                      sessionId={sessionId}
                      name={headEditor(sessionId, field)}
                      label={label}
                      value={document.header[field] ?? words}
                      onKeep={(typed) => onChange((stored) => withHeader(stored, field, typed))}
                    />
                  ) : (
                    words || (
                      <span class="doc-blank">
                        {<span class="unseen">{text('document_blank')}</span>}
                      </span>
                    )
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </PrivateForm>
      </details>
      {rendered.sections.map((section) => (
        <Section
          key={`${rendered.format.id} ${section.id}`}
          sessionId={sessionId}
          name={sectionEditor(sessionId, rendered.format.id, section.id)}
          section={section}
          hasLetter={rendered.format.id !== 'narrative' && section.canWrite}
          canCopy={rendered.finalIn === null}
          isGap={rendered.gaps.some(({ id }) => id === section.id)}
          isDraft={isDraft && section.canWrite}
          onRemove={
            isDraft && !section.canWrite
              ? () => void onChange((stored) => withoutWordsLeft(stored, rendered))
              : null
          }
          onOwnWords={(words) =>
            onChange((stored) => withOwnWords(stored, rendered.format.id, section.id, words))
          }
        />
      ))}
      <Addenda {...props} />
      <PrintedFoot {...props} />
    </section>
  );
}

/** The head of the document on paper. */
function PrintedHead({ rendered: { header } }: DocumentPaneProps) {
  const text = useText();
  // They begin with whose session it was, and its day.
  const [client, day] = header;
  return (
    <header class="document-print">
      <p class="document-title">
        <b>{text('document_printTitle')}</b>
        <span>{[client?.text, day?.text].filter(Boolean).join(' \u00b7 ')}</span>
      </p>
      <dl class="head-facts">
        {header.map(
          ({ label, text: words, field }) =>
            // It is signed at the foot.
            (field !== 'signature' || words !== '') && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{words || <span class="doc-blank" />}</dd>
              </div>
            ),
        )}
      </dl>
    </header>
  );
}

/** Where the document is signed on paper, unless its head says by whom. */
function PrintedFoot({ rendered }: DocumentPaneProps) {
  const text = useText();
  const isSigned = rendered.header.some(({ field, text: words }) => field === 'signature' && words);
  return (
    <footer class="document-print">
      {!isSigned && (
        <p class="document-sign">
          <span>{text('document_signature')}</span>
          <span>{text('document_signatory')}</span>
          <span>{text('document_signedOn')}</span>
        </p>
      )}
      <p class="dim">{text('document_printBlank')}</p>
    </footer>
  );
}

/** Ways out for the whole document. */
function Tools({ rendered, onExport, onDocumentExport }: DocumentPaneProps) {
  const text = useText();
  return (
    <div class="document-tools">
      <CopyButton
        label={text('document_copyAll')}
        words={documentText(rendered, text)}
        html={documentHtml(rendered, text)}
      />
      <button type="button" class="quiet" onClick={() => window.print()}>
        {text('document_print')}
      </button>
      <details class="document-more">
        <summary>{text('document_more')}</summary>
        <div>
          <p class="field-hint">{text('export_warning')}</p>
          <b>{text('document_theDocument')}</b>
          {(['docx', 'md', 'txt', 'fhir'] as const).map((format) => (
            <button
              key={format}
              type="button"
              class="quiet"
              aria-label={`${text('document_exportAs')}: ${text(`format_${format}`)}`}
              onClick={() => onDocumentExport(format)}
            >
              {text(`format_${format}`)}
            </button>
          ))}
          <b>{text('document_recordAs')}</b>
          {(['md', 'json'] as const).map((format) => (
            <button
              key={format}
              type="button"
              class="quiet"
              aria-label={`${text('export_record')}: ${text(`format_${format}`)}`}
              onClick={() => onExport(format)}
            >
              {text(`format_${format}`)}
            </button>
          ))}
        </div>
      </details>
    </div>
  );
}

/** All that somebody has written in a document, and its format. */
const wordsIn = ({ format, own, header }: SessionDocument): string =>
  JSON.stringify([format, own, header]);

/** This device's offset from UTC at an instant, in minutes. */
const utcOffset = (at: number): number => -new Date(at).getTimezoneOffset();

/** How far the document is, and the next step. */
function States({
  document,
  rendered,
  endedAt,
  lateHours,
  grace,
  unsaved,
  isUnsaved,
  reason,
  onReason,
}: DocumentPaneProps & {
  grace: Grace;
  /** Whether something half typed was in the way last. */
  unsaved: boolean;
  /** Whether something half typed is in the way now. */
  isUnsaved(): boolean;
  reason: string;
  onReason(reason: string): void;
}) {
  const text = useText();
  const now = useMinute();
  const [asked, setAsked] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const undo = useRef<HTMLButtonElement>(null);
  const focusOnceDrawn = useFocusOnceDrawn();
  /** Asks, or asks no more. The button that was pressed goes, and the focus moves to the next. */
  const ask = (next: boolean) => {
    setAsked(next);
    focusOnceDrawn(() => box.current?.querySelector<HTMLElement>('input, .primary'));
  };
  const { finalisedAt, addenda } = document;
  if (finalisedAt !== null)
    return (
      <div class="document-state">
        <p>
          <b>{text(addenda.length > 0 ? 'document_withAddendum' : 'document_finalised')}</b>{' '}
          <span class="dim">{text('document_finalisedAt', rendered.finalised)}</span>
        </p>
        {isLateEntry(document, endedAt, lateHours) && <Glance>{text('document_lateEntry')}</Glance>}
      </div>
    );
  const due = lateAfter(endedAt, lateHours);
  const late = due !== null && now > due;
  const list = new Intl.ListFormat(text.locale);
  const gaps = list.format(rendered.gaps.map(({ name }) => name));
  const blanks = list.format(
    rendered.header.flatMap(({ label, text: words, field }) => (field && !words ? [label] : [])),
  );
  const elsewhere = list.format(rendered.elsewhere.map(({ name }) => name));
  if (grace.running)
    return (
      <Notice kind="status">
        {text('document_finalisingSoon')}{' '}
        <button
          type="button"
          class="link"
          ref={undo}
          onClick={() => {
            grace.undo();
            focusOnceDrawn(() => box.current?.querySelector<HTMLElement>('.primary'));
          }}
        >
          {text('undo')}
        </button>
      </Notice>
    );
  return (
    <div class="document-state" ref={box}>
      <div class="section-head">
        <b>{text('document_draft')}</b>
        {!asked && (
          <button type="button" class="primary" onClick={() => ask(true)}>
            {text('document_finalise')}
          </button>
        )}
      </div>
      <p class="dim">
        {gaps !== '' && <Gaps rendered={rendered} />}{' '}
        {due !== null &&
          text(
            late ? 'document_isLate' : 'document_due',
            `${dateText(due, text.locale)}, ${timeText(due, text.locale)}`,
          )}
      </p>
      {asked && (
        <PrivateForm
          class="document-ask"
          onSubmit={() => {
            // A final document has no editor, so what stands in one would be lost.
            if (isUnsaved()) return;
            grace.begin();
            focusOnceDrawn(() => undo.current);
          }}
        >
          {unsaved && <Notice kind="alert">{text('document_unsaved')}</Notice>}
          <p>{gaps === '' ? text('document_askFinal') : text('document_askGaps', gaps)}</p>
          {blanks !== '' && <p>{text('document_askBlanks', blanks)}</p>}
          {elsewhere !== '' && <p>{text('document_askElsewhere', elsewhere)}</p>}
          {late && (
            <label class="field">
              <span>{text('document_lateReason')}</span>
              <input
                {...PRIVATE_FIELD}
                type="text"
                dir="auto"
                value={reason}
                onInput={({ currentTarget }) => onReason(currentTarget.value)}
              />
            </label>
          )}
          <div class="button-row">
            <button type="submit" class="primary">
              {text('document_finaliseNow')}
            </button>
            <button type="button" class="secondary" onClick={() => ask(false)}>
              {text('document_notYet')}
            </button>
          </div>
        </PrivateForm>
      )}
    </div>
  );
}

/** What the document lacks, each name with the way to where it can be written. */
function Gaps({ rendered: { gaps, sections } }: Pick<DocumentPaneProps, 'rendered'>) {
  const text = useText();
  const names = new Intl.ListFormat(text.locale).formatToParts(gaps.map(({ name }) => name));
  const [before, after] = text.count('document_gaps', gaps.length, NAMES).split(NAMES);
  let gap = 0;
  return (
    <Glance>
      {before}
      {names.map(({ type, value }) => {
        if (type === 'literal') return value;
        const id = gaps[gap++]?.id ?? '';
        return (
          <button key={id} type="button" class="link" onClick={() => goTo(sections, id)}>
            {value}
          </button>
        );
      })}
      {after}
    </Glance>
  );
}

/** Stands for the names in the text around them. */
const NAMES = '\u0000';

const anchor = ({ id }: DocumentSection) => `section-${id}`;

/** Leads to where a gap is filled: its own section, or the first one, which tells of all. */
function goTo(sections: readonly DocumentSection[], gap: string): void {
  const section = sections.find(({ id }) => id === gap) ?? sections[0];
  const part = section && document.getElementById(anchor(section));
  part?.querySelector<HTMLElement>('.document-write, textarea')?.focus();
  part?.scrollIntoView({ block: 'nearest' });
}

/** One section: its lines, the person's own words, and a button that copies both. */
function Section({
  sessionId,
  name,
  section,
  hasLetter,
  canCopy,
  isGap,
  isDraft,
  onRemove,
  onOwnWords,
}: {
  sessionId: string;
  /** Of the section among all of all sessions: what is half typed in it is kept by that. */
  name: string;
  section: DocumentSection;
  /** Whether it has the letter that notes name it by. */
  hasLetter: boolean;
  /** Whether it is what was written or finalised, and not another view of that. */
  canCopy: boolean;
  isGap: boolean;
  isDraft: boolean;
  /** Removes its words, where they can't be edited; else null. */
  onRemove: (() => void) | null;
  onOwnWords(words: string): Promise<boolean>;
}) {
  const text = useText();
  const [typed, setTyped, openTyped] = useUnsaved<string | null>(
    sessionId,
    name,
    v.nullable(v.string()),
    null,
  );
  const writing = typed !== null;
  const part = useRef<HTMLElement>(null);
  const focusOnceDrawn = useFocusOnceDrawn();
  const close = () => {
    // Whoever writes elsewhere by now isn't called back.
    if (part.current?.contains(document.activeElement))
      focusOnceDrawn(() => part.current?.querySelector<HTMLElement>('.document-write'));
    setTyped(null);
  };
  const { title, lines, own } = section;
  const words = sectionText(section);
  const write = text(own === '' ? 'document_ownWords' : 'document_editOwnWords');
  return (
    <section class="document-part" id={anchor(section)} aria-label={title} ref={part}>
      <div class="section-head">
        <h3>
          {hasLetter && (
            <span class="leg-letter" aria-hidden="true">
              {[...title][0]}
            </span>
          )}
          {title}
        </h3>
        {canCopy && words !== '' && (
          <CopyButton label={text('document_copy')} of={title} words={words} />
        )}
      </div>
      {lines.map((line) => (
        <p key={line.noteId} class="document-line" dir="auto">
          {line.text}
        </p>
      ))}
      {own !== '' && !writing && (
        <p class="document-line document-own" dir="auto">
          {own}
        </p>
      )}
      {onRemove && (
        <button type="button" class="link document-write" onClick={onRemove}>
          {text('document_removeLeft')}
        </button>
      )}
      {isGap && !writing && (
        <p class="document-gap">
          <span>{gapText(section, text)}</span>
        </p>
      )}
      {isDraft &&
        (writing ? (
          <OwnWords
            title={title}
            typed={typed}
            onType={setTyped}
            onKeep={async () => {
              if (await onOwnWords(typed)) close();
            }}
            onCancel={close}
          />
        ) : (
          <button
            type="button"
            class="link document-write"
            aria-label={`${write}: ${title}`}
            onClick={() => {
              openTyped(own);
              focusOnceDrawn(() => part.current?.querySelector('textarea'));
            }}
          >
            {write}
          </button>
        ))}
    </section>
  );
}

function OwnWords({
  title,
  typed,
  onType,
  onKeep,
  onCancel,
}: {
  title: string;
  typed: string;
  onType(words: string): void;
  onKeep(): Promise<void>;
  onCancel(): void;
}) {
  const text = useText();
  return (
    <PrivateForm onSubmit={() => void onKeep()}>
      <textarea
        {...PRIVATE_FIELD}
        rows={3}
        dir="auto"
        aria-label={text('document_ownWordsIn', title)}
        value={typed}
        onInput={({ currentTarget }) => onType(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void onKeep();
        }}
      />
      <div class="button-row">
        <button type="submit" class="primary">
          {text('document_save')}
        </button>
        <button type="button" class="secondary" onClick={onCancel}>
          {text('document_cancel')}
        </button>
      </div>
    </PrivateForm>
  );
}

/** A field of the head. It is kept when it is left, or at Enter. */
function HeaderInput({
  sessionId,
  name,
  label,
  value,
  onKeep,
}: {
  sessionId: string;
  /** Of the field among all of the desk: what is half typed in it is kept by that. */
  name: string;
  label: string;
  value: string;
  /** Resolves with true once it is kept. */
  onKeep(value: string): Promise<boolean>;
}) {
  const [typed, setTyped] = useUnsaved<string | null>(
    sessionId,
    name,
    v.nullable(v.string()),
    null,
  );
  const latest = useRef(typed);
  latest.current = typed;
  const keep = async () => {
    if (typed === null || (typed !== value && !(await onKeep(typed)))) return;
    // Whoever has typed on since isn't interrupted.
    if (latest.current === typed) setTyped(null);
  };
  return (
    <input
      {...PRIVATE_FIELD}
      type="text"
      dir="auto"
      aria-label={label}
      value={typed ?? value}
      onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void keep();
      }}
      onBlur={() => void keep()}
    />
  );
}

/** An addendum that is being written. */
const writtenShape = v.strictObject({ id: v.string(), text: v.string() });
type Written = Readonly<v.InferOutput<typeof writtenShape>>;

/** What was added to a final document, and the form for more. */
function Addenda({ document, rendered, sessionId, newId, onChange }: DocumentPaneProps) {
  const text = useText();
  const clock = useClock();
  // One id for each time the form is opened: sent twice, it is one addendum.
  const [written, setWritten, openWritten] = useUnsaved<Written | null>(
    sessionId,
    addendumEditor(sessionId),
    v.nullable(writtenShape),
    null,
  );
  const add = async () => {
    if (!written) return;
    const at = clock.now();
    const addendum = { ...written, at, utcOffset: utcOffset(at) };
    if (await onChange((stored) => withAddendum(stored, addendum))) setWritten(null);
  };
  const field = useRef<HTMLTextAreaElement>(null);
  const undo = useRef<HTMLButtonElement>(null);
  const more = useRef<HTMLButtonElement>(null);
  const focusOnceDrawn = useFocusOnceDrawn();
  const grace = useGrace(() => {
    // Whoever reads or writes elsewhere by now isn't called back.
    const isHere = undo.current === window.document.activeElement;
    void add().then(() => {
      if (isHere) focusOnceDrawn(() => more.current ?? field.current);
    });
  }, 'do');
  const begin = () => {
    if (!written) return;
    const now = clock.now();
    // What can't be kept is said at once.
    if (
      typeof withAddendum(document, { ...written, at: now, utcOffset: utcOffset(now) }) === 'string'
    )
      return void add();
    grace.begin();
    focusOnceDrawn(() => undo.current);
  };
  if (document.finalisedAt === null) return null;
  return (
    <>
      {rendered.addenda.map(({ id, when, text: words }) => (
        <section
          key={id}
          class="document-part document-addendum"
          aria-label={text('document_addendum')}
        >
          <h3>{text('doc_addendumOf', when)}</h3>
          <p class="document-line" dir="auto">
            {words}
          </p>
        </section>
      ))}
      {written === null ? (
        <button
          type="button"
          class="secondary"
          ref={more}
          onClick={() => {
            openWritten({ id: newId(), text: '' });
            focusOnceDrawn(() => field.current);
          }}
        >
          {text('document_addAddendum')}
        </button>
      ) : grace.running ? (
        <Notice kind="status">
          {text('document_addingSoon')}{' '}
          <button
            type="button"
            class="link"
            ref={undo}
            onClick={() => {
              grace.undo();
              focusOnceDrawn(() => field.current);
            }}
          >
            {text('undo')}
          </button>
        </Notice>
      ) : (
        <PrivateForm class="document-ask" onSubmit={begin}>
          <label class="field">
            <span>{text('document_addendum')}</span>
            <textarea
              {...PRIVATE_FIELD}
              ref={field}
              rows={3}
              dir="auto"
              value={written.text}
              onInput={({ currentTarget }) => setWritten({ ...written, text: currentTarget.value })}
            />
          </label>
          <div class="button-row">
            <button type="submit" class="primary">
              {text('document_saveAddendum')}
            </button>
            <button type="button" class="secondary" onClick={() => setWritten(null)}>
              {text('document_cancel')}
            </button>
          </div>
        </PrivateForm>
      )}
    </>
  );
}
