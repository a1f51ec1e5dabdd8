import type { ReadonlySignal } from '@preact/signals';
import { type ComponentChildren, render } from 'preact';
import type { EpochMs } from '@/lib/session';
import type { Text } from '@/lib/text';
import { Boundary } from './Boundary';
import { ClockProvider } from './clock';
import { NotDrawn } from './NotDrawn';
import { TextProvider } from './text';

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
