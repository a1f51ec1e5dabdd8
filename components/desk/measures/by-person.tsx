import type { ComponentChildren } from 'preact';
import { type MeasureResult, personsIn } from '@/lib/papers';
import { useText } from '../../shared/text';

/** Whether results say whose they are, so that they can't be one line over time. */
export const isSplit = (results: readonly MeasureResult[]): boolean =>
  results.some(({ person }) => person !== '');

/** Results of a measure, those of each person by themselves. */
export function ByPerson({
  name,
  results,
  children,
}: {
  /** Of the measure. */
  name: string;
  /** The earliest first. */
  results: readonly MeasureResult[];
  /** @param person what they are called; null where no result says whose it is */
  children(called: string, own: readonly MeasureResult[], person: string | null): ComponentChildren;
}) {
  const text = useText();
  if (results.length === 0) return null;
  if (!isSplit(results)) return <>{children(name, results, null)}</>;
  return (
    <>
      {personsIn(results).map((initials) => {
        const person = initials || text('measure_notOne');
        const called = text('measure_ofPerson', name, person);
        const own = results.filter((one) => one.person === initials);
        return (
          <section key={initials} class="measure-person" aria-label={called}>
            {children(called, own, person)}
          </section>
        );
      })}
    </>
  );
}
