import type { ShownCommand } from '@/lib/desk';
import { DEFAULT_SETTINGS } from '@/lib/practice';
import { useText } from '../../shared/text';
import { TickRow } from './SetRow';

/** What keys do while the focus is in the panel. Browsers write these keys in English. */
const IN_PANEL = [
  ['leg', '1', '2', '3', '4', '5', '6'],
  ['save', 'Enter'],
  ['line', 'Shift+Enter'],
  ['compartment', 'Alt+P'],
  ['leave', 'Escape'],
] as const;

/** The global keyboard commands and their present keys. */
export function Keys({
  commands,
  onChange,
  goTo,
}: {
  /** Null until the browser has answered. */
  commands: readonly ShownCommand[] | null;
  /** Opens the browser's page for changing them. */
  onChange(): void;
  /** Whether a key goes to anything in the desk; null where the settings aren't there. */
  goTo: { readonly on: boolean; set(on: boolean): void } | null;
}) {
  const text = useText();
  return (
    <>
      <dl class="keys">
        {commands?.map(({ what, key, trouble }) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              {key ? <kbd>{key}</kbd> : <span class="dim">{text('keys_none')}</span>}
              {trouble && <span class="dim keys-trouble">{text(`keyTrouble_${trouble}`)}</span>}
            </dd>
          </div>
        ))}
      </dl>
      <p>
        <button type="button" class="secondary" onClick={onChange}>
          {text('keys_change')}
        </button>
      </p>
      {goTo && (
        <section aria-label={text('keys_desk')}>
          <h2>{text('keys_desk')}</h2>
          <div class="set-rows">
            <TickRow
              name={text('keys_goTo')}
              what={text('keys_goToWhat')}
              on={goTo.on}
              usual={DEFAULT_SETTINGS.goToKey}
              onChange={goTo.set}
            />
          </div>
        </section>
      )}
      <section aria-label={text('keys_panel')}>
        <h2>{text('keys_panel')}</h2>
        <p>{text('keys_panelText')}</p>
        <dl class="keys">
          {IN_PANEL.map(([what, ...keys]) => (
            <div key={what}>
              <dt>{text(`key_${what}`)}</dt>
              <dd>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}
