import { useText } from '../shared/text';

/** The global keyboard commands and their present keys. */
export function DeskKeys({
  commands,
  onChange,
}: {
  /**
   * What each command does, and its key, empty if it has none. Null until the browser has answered.
   */
  commands: readonly { readonly what: string; readonly key: string }[] | null;
  /** Opens the browser's page for changing them. */
  onChange(): void;
}) {
  const text = useText();
  return (
    <section aria-label={text('keys_title')}>
      <h2>{text('keys_title')}</h2>
      <p>{text('keys_text')}</p>
      <dl class="keys">
        {commands?.map(({ what, key }) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{key ? <kbd>{key}</kbd> : <span class="dim">{text('keys_none')}</span>}</dd>
          </div>
        ))}
      </dl>
      <p>
        <button type="button" class="secondary" onClick={onChange}>
          {text('keys_change')}
        </button>
      </p>
    </section>
  );
}
