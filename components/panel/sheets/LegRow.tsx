import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useText } from '../../shared/text';
import { useMedia } from '../../shared/use-media';
import { usePanel } from '../context';

/**
 * The line below the bar for the sheet of the current leg. What has no room in it is reached by
 * scrolling, by keyboard, or in the panel beside.
 */
export function LegRow({ children }: { children: ComponentChildren }) {
  const text = useText();
  const { beside } = usePanel();
  const line = useRef<HTMLDivElement>(null);
  const [isCut, setCut] = useState(false);
  /** What in the row had the focus last. */
  const focused = useRef<Element | null>(null);
  // The frame gets its height only after the row was drawn for the first time.
  useMedia('(min-height: 160px)');
  useLayoutEffect(() => {
    const { current: box } = line;
    const sheet = box?.firstElementChild;
    // What fades has a padding, which is no part of what is in the row.
    const fade = sheet ? Number.parseFloat(getComputedStyle(sheet).paddingInlineEnd) : 0;
    setCut(!!sheet && sheet.scrollWidth - fade > sheet.clientWidth + 1);
    // A row that closes with the focus in it gives it to the leg that has opened it.
    if (focused.current?.isConnected !== false) return;
    focused.current = null;
    if (document.activeElement === document.body)
      box?.closest('.panel')?.querySelector<HTMLElement>('[aria-current="step"]')?.focus();
  });
  return (
    <div class="leg-row">
      <div
        class={isCut ? 'leg-row-line is-cut' : 'leg-row-line'}
        ref={line}
        onFocusIn={({ target }) => {
          focused.current = target as Element;
        }}
      >
        {children}
      </div>
      {isCut && (
        <button type="button" class="link" aria-label={text('row_all')} onClick={beside}>
          {text('row_allShort')}
        </button>
      )}
    </div>
  );
}
