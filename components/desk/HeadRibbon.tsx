import type { Head } from '@/lib/library';
import { MINUTE } from '@/lib/session';
import { useLegNames } from '../shared/leg-names';
import { useText } from '../shared/text';

/** The least share of the ribbon that a letter has room in. */
const ROOM = 0.035;

/**
 * A session on one line, as far as it has come: its legs with their letters, what interrupted
 * them, and the agreed end as a tick. Screen readers are told the legs in their order.
 */
export function HeadRibbon({
  head,
  scale = 0,
}: {
  head: Pick<Head, 'stretches' | 'interruptions' | 'elapsedMs' | 'startedAt' | 'endsAt'>;
  /** Minutes that the whole width stands for; 0 for the length of the session itself. */
  scale?: number;
}) {
  const text = useText();
  const { letter, name } = useLegNames();
  const { stretches, interruptions, elapsedMs, startedAt, endsAt } = head;
  const agreed = endsAt - startedAt;
  const whole = Math.max(scale * MINUTE, elapsedMs, agreed, 1);
  const place = (from: number, to: number) => ({
    insetInlineStart: `${(from / whole) * 100}%`,
    inlineSize: `${((to - from) / whole) * 100}%`,
  });
  const legs = [...new Set(stretches.map(({ leg }) => leg))].map(name).join(', ');
  return (
    <div class="head-ribbon" role="img" aria-label={legs === '' ? text('ribbon_none') : legs}>
      {stretches.map(({ leg, from, to }, index) => (
        <span
          key={from}
          class={index % 2 === 0 ? 'ribbon-leg' : 'ribbon-leg ribbon-other'}
          style={place(from, to)}
        >
          {(to - from) / whole > ROOM && letter(leg)}
        </span>
      ))}
      {interruptions.map(({ from, to }) => (
        <span key={from} class="ribbon-broken" style={place(from, to)} />
      ))}
      <span class="ribbon-agreed" style={{ insetInlineStart: `${(agreed / whole) * 100}%` }} />
    </div>
  );
}
