import { useText } from '../shared/text';

/** Keys that work anywhere in the browser, as they are set now. */
export function DeskKeys({
  commands,
  onChange,
}: {
  /**
   * What each does and its key, which is empty where none is set. Null while they are being asked
   * for.
   */
  commands: readonly { readonly what: string; readonly key: string }[] | null;
  /** Opens the browser's page for them. */
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
