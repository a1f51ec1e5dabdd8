import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useText } from '../../shared/text';
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
  // The frame gets its height, and the row its room, only after the row was drawn.
  useEffect(() => {
    const { current: box } = line;
    if (!box) return;
    // A change within the observer's own turn would have it called again at once.
    const observer = new ResizeObserver(() => requestAnimationFrame(() => setCut(isCutIn(box))));
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    const { current: box } = line;
    setCut(box !== null && isCutIn(box));
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

/** Whether the line has more in it than it shows. */
function isCutIn({ firstElementChild: sheet }: Element): boolean {
  if (!sheet) return false;
  // What fades has a padding, which is no part of what is in the row.
  const fade = Number.parseFloat(getComputedStyle(sheet).paddingInlineEnd);
  return sheet.scrollWidth - fade > sheet.clientWidth + 1;
}
