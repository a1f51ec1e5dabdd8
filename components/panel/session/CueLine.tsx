import type { Cue, EpochMs, LegId } from '@/lib/session';
import { useLegNames } from '../../shared/leg-names';
import { useTimeText } from '../../shared/local-time';
import { useText } from '../../shared/text';

/**
 * One line for the practitioner, in a fixed place; empty when nothing applies. Screen readers
 * announce only milestones.
 */
export function CueLine({
  cue,
  overriddenSince,
  onSetAside,
  short = false,
  shortest = false,
  compressed = false,
}: {
  cue: Cue | null;
  /** Since when a safety override is in force; then only that is shown. */
  overriddenSince: EpochMs | null;
  /** Opens the way to set this leg aside; missing if there is none here. */
  onSetAside?(leg: LegId): void;
  /** Whether there is room for one leg only. The others are counted. */
  short?: boolean;
  /** Whether that room is the strip's. */
  shortest?: boolean;
  /** Whether to say, while there is no cue, that the session has less time than six legs take. */
  compressed?: boolean;
}) {
  const text = useText();
  const time = useTimeText();
  const { name } = useLegNames();
  const named = cue?.legs.map(name) ?? [];
  const words = cue && [
    text(`cue_${cue.id}`, named.join(', ')),
    ...(cue.closing ? [text('cue_closing', name('closing'))] : []),
  ];
  const counted = named.length > 1 ? `${named[0]} +${named.length - 1}` : named.join('');
  const shown =
    shortest && cue?.id === 'untouched'
      ? text('cue_untouchedShort', counted)
      : short && cue && named.length > 1
        ? text(`cue_${cue.id}`, counted)
        : words?.join(' ');
  const [leg] = cue?.id === 'unreachable' ? cue.legs : [];
  return (
    <p class={overriddenSince === null ? 'cue' : 'cue cue-safety'}>
      <span role="status" aria-label={text('cue')} aria-live="off">
        {overriddenSince !== null ? (
          text('override_since', time(overriddenSince))
        ) : short && leg && onSetAside ? (
          <button type="button" class="link" onClick={() => onSetAside(leg)}>
            {shown}
          </button>
        ) : (
          shown
        )}
      </span>{' '}
      {compressed && cue === null && overriddenSince === null && (
        <span class="cue-lasting">{text('cue_compressed')}</span>
      )}
      {/* Live from the start, or screen readers would miss the words; empty except at milestones. */}
      <span class="unseen" aria-live="polite">
        {cue?.milestone && overriddenSince === null ? words?.join(' ') : ''}
      </span>
      {!short && leg && onSetAside && (
        <button type="button" class="link" onClick={() => onSetAside(leg)}>
          {text('cue_setAside')}
        </button>
      )}
    </p>
  );
}
