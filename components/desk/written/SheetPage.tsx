import type { Client } from '@/lib/practice';
import { LEGS } from '@/lib/session';
import { Icon } from '../../shared/controls/Icon';
import { useLegNames } from '../../shared/leg-names';
import { useText } from '../../shared/text';
import { clientAddress } from '../address';

/** Ruled lines under each leg. Exploration has the most minutes, and the most lines. */
const RULED = { opening: 2, agenda: 3, exploration: 8, integration: 3, planning: 3, closing: 2 };

/**
 * A blank sheet with the six legs, to print for sessions that are written by hand.
 * @param client whose code it has; null for nobody's
 */
export function SheetPage({ client }: { client: Client | null }) {
  const text = useText();
  const { name } = useLegNames();
  return (
    <main>
      {client && (
        <p class="crumbs">
          <a href={clientAddress(client.id, 'sessions')}>
            <Icon name="previous" />
            {client.code}
          </a>
        </p>
      )}
      <header class="desk-page-head paper-head">
        <h1>{text('paper_sheet')}</h1>
        <button type="button" class="primary" onClick={() => window.print()}>
          {text('document_print')}
        </button>
        <p class="lead">{text('paper_sheetWhat')}</p>
      </header>
      <article class="paper-sheet" aria-label={text('paper_sheet')}>
        <dl class="paper-facts">
          {(['client', 'paper_day', 'paper_began', 'paper_ended'] as const).map((key) => (
            <div key={key}>
              <dt>{text(key)}</dt>
              <dd class="paper-blank">{key === 'client' && client?.code}</dd>
            </div>
          ))}
        </dl>
        {LEGS.map((leg) => (
          <div key={leg} class="paper-leg">
            <h2>
              {name(leg)} <span class="paper-from">{text('paper_from')}</span>
            </h2>
            {Array.from({ length: RULED[leg] }, (_, n) => (
              <div key={n} class="paper-rule" />
            ))}
          </div>
        ))}
        <p class="paper-foot">{text('paper_sheetFoot')}</p>
      </article>
    </main>
  );
}
