import { useRef } from 'preact/hooks';
import * as v from 'valibot';
import { withAddendum } from '@/lib/papers';
import { useClock } from '../../shared/clock';
import { PRIVATE_FIELD, PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { useGrace } from '../grace';
import { useFocusOnceDrawn } from '../once-drawn';
import { Soon } from '../Soon';
import { useUnsaved } from '../unsaved';
import type { DocumentPaneProps } from './DocumentPane';
import { utcOffset } from './document-offset';
import { addendumEditor } from './editors';

/** An addendum that is being written. */
const writtenShape = v.strictObject({ id: v.string(), text: v.string() });
type Written = Readonly<v.InferOutput<typeof writtenShape>>;

/** What was added to a final document, and the form for more. */
export function Addenda({
  document,
  rendered,
  sessionId,
  newId,
  onChange,
}: Pick<DocumentPaneProps, 'document' | 'rendered' | 'sessionId' | 'newId' | 'onChange'>) {
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
        <Soon
          said={text('document_addingSoon')}
          button={undo}
          onUndo={() => {
            grace.undo();
            focusOnceDrawn(() => field.current);
          }}
        />
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
