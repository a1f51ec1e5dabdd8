import type { ReadonlySignal } from '@preact/signals';
import { type ComponentChildren, render } from 'preact';
import type { EpochMs } from '@/lib/session';
import type { Text } from '@/lib/text';
import { Boundary } from './Boundary';
import { ClockProvider } from './clock';
import { Notice } from './controls/Notice';
import { TextProvider, useText } from './text';

/** Renders a page in its language, with the words and the clock that its components need. */
export function mount(
  { text, second, now }: { text: Text; second: ReadonlySignal<EpochMs>; now(): EpochMs },
  children: ComponentChildren,
): void {
  document.documentElement.lang = text.language;
  document.documentElement.dir = text.direction;
  render(
    <TextProvider value={text}>
      <ClockProvider value={{ second, now }}>
        <Boundary instead={(retry) => <NotDrawn onRetry={retry} />}>{children}</Boundary>
      </ClockProvider>
    </TextProvider>,
    document.body,
  );
}

/** Says that a page can't be drawn, and offers to try again. */
export function NotDrawn({ onRetry }: { onRetry(): void }) {
  const text = useText();
  return (
    <Notice kind="alert">
      {text('notDrawn')}{' '}
      <button type="button" class="link" onClick={onRetry}>
        {text('notDrawn_retry')}
      </button>
    </Notice>
  );
}
