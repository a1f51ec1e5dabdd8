import { FIRST_STEPS } from '@/lib/practice';
import { dateText } from '@/lib/text';
import { Tick } from '../../shared/controls/Tick';
import { useZone } from '../../shared/local-time';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import type { PageProps } from './page-props';

/**
 * The first steps with a client, before the work begins. Each tick is kept with the client and its
 * date.
 */
export function FirstPage({ view }: PageProps) {
  const text = useText();
  const zone = useZone();
  const { act } = usePanel();
  const { client } = view;
  if (!client) return <p class="dim">{text('first_nobody')}</p>;
  return (
    <>
      <p class="dim">{text('first_hint')}</p>
      <div class="ticks ticks-column">
        {FIRST_STEPS.map((step) => {
          const at = client.firstSteps[step];
          return (
            <Tick
              key={step}
              on={at !== undefined}
              label={`${text(`first_${step}`)}${
                at === undefined ? '' : ` (${dateText(at, text.locale, zone ?? undefined)})`
              }`}
              onChange={(on) => void act({ type: 'firstStep', step, on })}
            />
          );
        })}
      </div>
    </>
  );
}
