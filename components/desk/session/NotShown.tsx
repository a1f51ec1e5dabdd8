import type { Client } from '@/lib/practice';
import type { SessionRecord } from '@/lib/vault';
import { Notice } from '../../shared/controls/Notice';
import { useText } from '../../shared/text';
import { Erase } from '../Erase';

/** A session that makes no sense: its words can be saved, and it can be erased. */
export function NotShown({
  session,
  client,
  onExportWords,
  onErase,
}: {
  session: SessionRecord;
  client: Client | null;
  onExportWords(): void;
  /** Resolves with null, or with the reason the session couldn't be erased. */
  onErase(): Promise<string | null>;
}) {
  const text = useText();
  return (
    <section aria-label={text('notDrawn_row')}>
      <Notice kind="alert">{text('notDrawn_session')}</Notice>
      <p>
        <button type="button" class="secondary" onClick={onExportWords}>
          {text('notDrawn_words')}
        </button>
      </p>
      <Erase
        label={text('erase_session')}
        name={text('erase_sessionThis')}
        what={text('erase_sessionThisWhat', text.count('count_line', session.notes.length))}
        rule=""
        hold={client?.legalHold ?? ''}
        onErase={onErase}
      />
    </section>
  );
}
