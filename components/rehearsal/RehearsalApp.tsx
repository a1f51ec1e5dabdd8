import type { ReadonlySignal } from '@preact/signals';
import type { StartedRehearsal } from '@/lib/panel';
import { Rehearsal } from './Rehearsal';

/** The page of the rehearsal, as the panel over it goes on. */
export function RehearsalApp({
  page,
  inBar,
}: {
  page: StartedRehearsal;
  /** Whether the panel is a bar. */
  inBar: ReadonlySignal<boolean>;
}) {
  return (
    <Rehearsal
      snapshot={page.snapshot.value}
      inBar={inBar.value}
      onLeave={() => void page.leave()}
    />
  );
}
