import {
  type ClientMeasures,
  DUE_EVERY,
  type MeasureResult,
  NO_MEASURES,
  resultsOf,
} from '@/lib/papers';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { NumberField } from '../clients/ClientFile';
import type { ClientPapers } from '../clients/ClientPage';
import type { DayOf } from '../day-in';
import { RemoveList } from '../RemoveList';

/** After how many sessions a measure is due, and removing results. */
export function MeasureDetails({
  measure,
  name,
  measures,
  day,
  comesTo,
  papers: { of, write },
  onRemoved,
}: {
  measure: string;
  name: string;
  /** Called once it is removed; left out for an instrument, which can't be. */
  onRemoved?: () => void;
  measures: ClientMeasures;
  day: DayOf;
  /** What a result comes to; null where it is not whole. */
  comesTo(result: MeasureResult): number | null;
  papers: ClientPapers;
}) {
  const text = useText();
  const results = resultsOf(measures, measure).toReversed();
  return (
    <details class="fold">
      <summary>{text('measure_moreShown')}</summary>
      <PrivateForm class="client-form">
        <NumberField
          label={text('measure_every')}
          range={DUE_EVERY}
          value={measures.every[measure] ?? null}
          onInput={(every) =>
            void write('measures', of, (before) => {
              const { every: all, ...others } = before ?? NO_MEASURES;
              const { [measure]: _, ...rest } = all;
              return { ...others, every: every === null ? rest : { ...rest, [measure]: every } };
            })
          }
        />
      </PrivateForm>
      {results.length > 0 && <p class="dim">{text('measure_removeWhat')}</p>}
      <RemoveList
        name={text('measure_results', name)}
        rows={results.map((result) => {
          // Two of one day are told apart by what they come to.
          const value = comesTo(result)?.toLocaleString(text.locale);
          const label = [[day(result), result.person].filter(Boolean).join(', '), value]
            .filter(Boolean)
            .join(': ');
          return { id: result.id, label, remove: text('measure_removeOf', name, label) };
        })}
        onRemove={(gone) =>
          void write('measures', of, (before) => {
            const { results: all, ...others } = before ?? NO_MEASURES;
            return { ...others, results: all.filter(({ id }) => id !== gone) };
          })
        }
      />
      {onRemoved && results.length === 0 && (
        <p>
          <button
            type="button"
            class="link"
            aria-label={text('measure_removeOwnOf', name)}
            onClick={() =>
              void write('measures', of, (before) => {
                const { own, every, ...others } = before ?? NO_MEASURES;
                const { [measure]: _, ...rest } = every;
                return { ...others, every: rest, own: own.filter(({ id }) => id !== measure) };
              }).then((failed) => {
                if (!failed) onRemoved();
              })
            }
          >
            {text('measure_removeOwn')}
          </button>
        </p>
      )}
    </details>
  );
}
