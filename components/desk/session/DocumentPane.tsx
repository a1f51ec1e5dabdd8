import { useRef, useState } from 'preact/hooks';
import * as v from 'valibot';
import type { DocumentFormat } from '@/lib/desk';
import {
  asFinal,
  documentHtml,
  documentText,
  formatCalled,
  isLate,
  isLateEntry,
  lateAfter,
  type RenderedDocument,
  withoutWordsLeft,
} from '@/lib/documents';
import {
  asLastTime,
  type DocumentProblem,
  finalised,
  HEADER_FIELDS,
  type SessionDocument,
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
import { Soon } from '../Soon';
import { useIsUnsaved, useRedrawnBy, useUnsaved } from '../unsaved';
import { Addenda } from './Addenda';
import { CopyButton } from './CopyButton';
import { goTo, Section } from './DocumentSection';
import { utcOffset } from './document-offset';
import { headEditor, newNoteEditor, noteEditor, sectionEditor } from './editors';
import { HeaderInput } from './HeaderInput';
import { PrintedFoot, PrintedHead } from './PrintedDocument';

export interface DocumentPaneProps {
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
  const hasUnsaved = useIsUnsaved();
  const editors: readonly (readonly [name: string, label: string])[] = [
    [noteEditor(sessionId), text('document_notes')],
    [newNoteEditor(sessionId), text('document_addNote')],
    ...HEADER_FIELDS.map(
      (field) => [headEditor(sessionId, field), text(`header_${field}`)] as const,
    ),
    ...rendered.formats.flatMap((format) =>
      format.sections.map(
        ({ id, title }) =>
          [
            sectionEditor(sessionId, format.id, id),
            format.id === rendered.format.id ? title : `${title} (${format.name})`,
          ] as const,
      ),
    ),
  ];
  /** What of it is half typed, in words. */
  const halfTyped = () => editors.flatMap(([name, label]) => (hasUnsaved(name) ? [label] : []));
  // What is half typed is shown again.
  const [isHeadTyped] = useState(() =>
    HEADER_FIELDS.some((field) => hasUnsaved(headEditor(sessionId, field))),
  );
  /** What was half typed at the last press. */
  const [found, setFound] = useState<readonly string[]>([]);
  const unsaved = halfTyped().filter((label) => found.includes(label));
  const isUnsaved = () => {
    const now = halfTyped();
    setFound(now);
    return now.length > 0;
  };
  // Once it is saved or given up, it is in the way no more, wherever that was done.
  useRedrawnBy(found.length > 0 ? editors.map(([name]) => name) : []);
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
      <PrintedHead rendered={rendered} />
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
      <PrintedFoot rendered={rendered} />
    </section>
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
  /** What was half typed at the last press, and still is. */
  unsaved: readonly string[];
  /** Whether something half typed is in the way now. */
  isUnsaved(): boolean;
  reason: string;
  onReason(reason: string): void;
}) {
  const text = useText();
  const now = useMinute();
  const [asked, setAsked] = useState(false);
  const box = useRef<HTMLDivElement>(null);
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
          <span class="dim">
            {text(
              addenda.length > 0 ? 'document_finalisedAt' : 'document_finalisedOn',
              rendered.finalised,
            )}
          </span>
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
      <Soon
        said={text('document_finalisingSoon')}
        onUndo={() => {
          grace.undo();
          focusOnceDrawn(() => box.current?.querySelector<HTMLElement>('.primary'));
        }}
      />
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
          }}
        >
          {unsaved.length > 0 && (
            <Notice kind="alert">{text('document_unsaved', list.format(unsaved))}</Notice>
          )}
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
