import { useText } from '../../shared/text';
import { AskedFrame } from '../AskedFrame';

/** Asks a couple or a family, on a shared screen, which of them answers what comes next. */
export function AskWho({
  speakers,
  onPick,
  onLeave,
}: {
  /** The initials of those who take part. */
  speakers: readonly string[];
  /** @param person their initials; empty for all of them together */
  onPick(person: string): void;
  onLeave(): void;
}) {
  const text = useText();
  return (
    <AskedFrame heading={text('ask_who')} onClose={onLeave}>
      <div class="asked-answers">
        {[...speakers, ''].map((person) => (
          <button key={person} type="button" onClick={() => onPick(person)}>
            {person || text('measure_together')}
          </button>
        ))}
      </div>
    </AskedFrame>
  );
}
