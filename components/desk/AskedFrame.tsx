import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { PrivateForm } from '../shared/controls/PrivateForm';
import { useText } from '../shared/text';
import { useChangeAtOnce } from '../shared/use-change';

/**
 * What a client sees on a shared screen: one heading with what belongs to it, in the whole window,
 * and the ways on at the foot. It shows nobody's code and no way to any other page.
 */
export function AskedFrame({
  heading,
  step = heading,
  stem = '',
  language,
  of = '',
  notice = '',
  busy = false,
  refused,
  onSubmit,
  onKeyDown,
  onBack,
  onPass,
  onClose,
  children,
}: {
  /** Empty while it is read. */
  heading: string;
  /** The focus goes to the heading at first, and whenever this is another one. */
  step?: string | number;
  /** What stands above the heading; empty for nothing. */
  stem?: string;
  /** Of the heading, the stem and the notice; left out where it is the page's. */
  language?: string | undefined;
  /** How far it is; empty for nothing. */
  of?: string;
  /** The copyright notice of what is asked; empty for none. */
  notice?: string;
  /** Whether it is still being read. */
  busy?: boolean;
  /** Why what was sent wasn't taken, as `PrivateForm` takes it. */
  refused?: object | null;
  onSubmit?: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  /** Left out where there is no way back, null where there is nothing before. */
  onBack?: (() => void) | null;
  /** Left out where nothing can be passed over. */
  onPass?: (() => void) | undefined;
  /** Left out where the page itself is the way out. */
  onClose?: () => void;
  children?: ComponentChildren;
}) {
  const text = useText();
  const title = useRef<HTMLHeadingElement>(null);
  useChangeAtOnce(step, () => title.current?.focus());
  return (
    <main class="asked" aria-busy={busy ? 'true' : undefined}>
      <PrivateForm
        class="asked-question"
        refused={refused ?? null}
        {...(onSubmit && { onSubmit })}
        {...(onKeyDown && { onKeyDown })}
      >
        {stem !== '' && (
          <p class="asked-stem" lang={language}>
            {stem}
          </p>
        )}
        <h1 ref={title} tabIndex={-1} lang={language} dir="auto">
          {heading}
        </h1>
        {children}
      </PrivateForm>
      {onClose && (
        <footer class="asked-foot">
          <span>{of}</span>
          <span class="asked-notice" lang={language}>
            {notice}
          </span>
          <span class="asked-ways">
            {onPass && (
              <button type="button" class="quiet" onClick={onPass}>
                {text('ask_pass')}
              </button>
            )}
            {onBack !== undefined && (
              <button
                type="button"
                class="quiet"
                disabled={onBack === null}
                onClick={() => onBack?.()}
              >
                {text('ask_back')}
              </button>
            )}
            <button type="button" class="quiet" onClick={onClose}>
              {text('ask_close')}
            </button>
          </span>
        </footer>
      )}
    </main>
  );
}
