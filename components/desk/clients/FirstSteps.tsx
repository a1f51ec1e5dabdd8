import { type Client, FIRST_STEPS } from '@/lib/practice';
import { useClock } from '../../shared/clock';
import { Tick } from '../../shared/controls/Tick';
import { useText } from '../../shared/text';
import type { Save } from './ClientPage';

/** What is talked through with a client once. Each tick keeps its instant. */
export function FirstSteps({ client, save }: { client: Client; save: Save }) {
  const text = useText();
  const clock = useClock();
  return (
    <div class="ticks ticks-column">
      {FIRST_STEPS.map((step) => (
        <Tick
          key={step}
          on={client.firstSteps[step] !== undefined}
          label={text(`first_${step}`)}
          onChange={(on) =>
            void save((stored) => {
              const { [step]: _, ...rest } = stored.firstSteps;
              return { ...stored, firstSteps: on ? { ...rest, [step]: clock.now() } : rest };
            })
          }
        />
      ))}
    </div>
  );
}
