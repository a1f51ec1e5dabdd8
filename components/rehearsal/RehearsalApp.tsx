import type { ReadonlySignal } from '@preact/signals';
import type { SessionView } from '@/lib/messaging';
import type { StartedRehearsal } from '@/lib/panel';
import { Rehearsal } from './Rehearsal';

/** The page of the rehearsal, as the panel over it goes on. */
export function RehearsalApp({
  page,
  inBar,
  help,
  onOver,
  onLeave,
}: {
  page: Pick<StartedRehearsal, 'snapshot'>;
  /** Whether the panel is a bar. */
  inBar: ReadonlySignal<boolean>;
  help: string;
  onOver(session: SessionView): void;
  /** Ends it in the middle. */
  onLeave(): Promise<void>;
}) {
  return (
    <Rehearsal
      snapshot={page.snapshot.value}
      inBar={inBar.value}
      help={help}
      onOver={onOver}
      onLeave={() => void onLeave()}
    />
  );
}
