import { useRef } from 'preact/hooks';
import * as v from 'valibot';
import { type DocumentSection, gapText, sectionText } from '@/lib/documents';
import { PRIVATE_FIELD, PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { useFocusOnceDrawn } from '../once-drawn';
import { useUnsaved } from '../unsaved';
import { CopyButton } from './CopyButton';

const anchor = ({ id }: DocumentSection) => `section-${id}`;

/** Leads to where a gap is filled: its own section, or the first one, which tells of all. */
export function goTo(sections: readonly DocumentSection[], gap: string): void {
  const section = sections.find(({ id }) => id === gap) ?? sections[0];
  const part = section && document.getElementById(anchor(section));
  part?.querySelector<HTMLElement>('.document-write, textarea')?.focus();
  part?.scrollIntoView({ block: 'nearest' });
}

/** One section: its lines, the person's own words, and a button that copies both. */
export function Section({
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
