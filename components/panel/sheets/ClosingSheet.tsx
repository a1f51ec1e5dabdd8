import { useText } from '../../shared/text';
import { ALOUD, readAloud } from './read-aloud';
import { saidAtEnd } from './said';
import type { SheetProps } from './sheet-props';
import { Ticks } from './Ticks';

/** Closing: a summary to read aloud, and topics for the next time. */
export function ClosingSheet({ view, note, bar, quiet, grounding, onPage }: SheetProps) {
  const text = useText();
  const summary = readAloud(view.notes, text);
  // In the bar, the words are one of the prompts, and the way to change them comes with them.
  const isElsewhere =
    bar && !quiet && view.situation === null && view.promptSteps.closing !== ALOUD;
  return (
    <>
      {summary === null ? (
        <p class="sheet-line sheet-later dim">{text('readAloud_empty')}</p>
      ) : isElsewhere ? null : (
        <section class="read-aloud" aria-label={text('readAloud')}>
          <p dir="auto">{summary}</p>
          <button
            type="button"
            class="link"
            onClick={() => note.begin('summary', { text: summary, compartment: 'record' })}
          >
            {text('readAloud_edit')}
          </button>
        </section>
      )}
      <Ticks ticks={saidAtEnd(view)} view={view} label={(tick) => text(`tick_${tick}`)} />
      <p class="sheet-links">
        <button type="button" class="link" onClick={() => note.begin('unfinished')}>
          {text('unfinished_name')}
        </button>
        {view.client && (
          <button type="button" class="link" onClick={() => onPage('feedback')}>
            {text('page_feedback')}
          </button>
        )}
        {grounding && (
          <button type="button" class="link" onClick={() => onPage('grounding')}>
            {text('page_grounding')}
          </button>
        )}
      </p>
    </>
  );
}
