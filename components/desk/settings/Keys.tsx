import type { ShownCommand } from '@/lib/desk';
import { useText } from '../../shared/text';

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
}: {
  /** Null until the browser has answered. */
  commands: readonly ShownCommand[] | null;
  /** Opens the browser's page for changing them. */
  onChange(): void;
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
