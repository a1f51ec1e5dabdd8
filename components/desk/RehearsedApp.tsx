import type { ReadonlySignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { RehearsedDesk } from '@/lib/desk';
import { LegNamesProvider } from '../shared/leg-names';
import { useText } from '../shared/text';
import { WordsProvider } from '../shared/Words';
import { readAddress, sessionAddress } from './address';
import { Desk } from './Desk';
import { FileTroubles } from './DeskBanners';
import { focusHeading } from './focus-heading';
import { SessionPage } from './session/SessionPage';
import { ShowPage } from './session/ShowPage';
import { Undo } from './Undo';
import { UnsavedProvider } from './unsaved';

/** The desk at a session that was rehearsed. Every way to another page of it leads out. */
export function RehearsedApp({
  desk,
  fragment,
  rehearsal,
  onGo,
  onLeave,
}: {
  desk: RehearsedDesk;
  /** The fragment of the page's address. */
  fragment: ReadonlySignal<string>;
  /** The address of the rehearsal's page. */
  rehearsal: string;
  /** Goes to another fragment. */
  onGo(fragment: string): void;
  onLeave(): void;
}) {
  const text = useText();
  const library = desk.library.value;
  const address = readAddress(fragment.value);
  const { changes, files, read, readCard, readPaper, newId } = desk;
  const frame = useRef<HTMLDivElement>(null);
  const isShown = address.page === 'show';
  // The client's view has a focus of its own, and what comes after it begins at its heading.
  useLayoutEffect(() => {
    if (!isShown) focusHeading(frame.current);
  }, [isShown]);
  const [head] = library.heads;
  if (!head) return null;
  if (isShown)
    return (
      <ShowPage
        sessionId={head.id}
        read={read}
        readPaper={readPaper}
        onLeave={() => onGo(sessionAddress(head.id, 'client'))}
      />
    );
  const isHere = address.page === 'session';
  return (
    <WordsProvider settings={library.settings}>
      <LegNamesProvider value={library.settings.legNames}>
        <UnsavedProvider editors={desk.unsaved}>
          <Desk page="clients" rehearsal={rehearsal} onLock={null} onGoTo={null} frame={frame}>
            <section class="rehearsed" aria-label={text('rehearsal')}>
              <p>{text('rehearsed')}</p>
              <button type="button" class="primary" onClick={() => onLeave()}>
                {text('rehearsal_leave')}
              </button>
            </section>
            <FileTroubles trouble={files.trouble.value} />
            <SessionPage
              head={head}
              output={isHere ? address.output : 'record'}
              note={isHere ? address.note : null}
              library={library}
              read={read}
              newId={newId}
              onNotes={(notes, removed) => changes.changeNotes(head.id, notes, removed)}
              onDocument={(change) => changes.changePaper('document', head.id, change)}
              readPaper={readPaper}
              readCard={readCard}
              onHandout={(change) => changes.changePaper('handout', head.id, change)}
              onPaper={changes.changePaper}
              onSettings={changes.changeSettings}
              onExport={(part, format) => void files.exportSessions(null, [], part, format)}
              onDocumentExport={(document, format) => void files.exportDocument(document, format)}
              onExportWords={files.exportWords}
              onMove={changes.moveSession}
              onErase={async () => {
                onLeave();
                return null;
              }}
            />
            <div class="desk-foot">
              <Undo removed={changes.removed.value} />
            </div>
          </Desk>
        </UnsavedProvider>
      </LegNamesProvider>
    </WordsProvider>
  );
}
