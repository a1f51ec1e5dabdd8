import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
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
  /** Whether the focus is in the row, or was when what had it went. */
  const held = useRef(false);
  useLayoutEffect(() => {
    const { current: box } = line;
    if (!held.current || box?.contains(document.activeElement)) return;
    held.current = false;
    const leg = box?.closest('.panel')?.querySelector<HTMLElement>('[aria-current="step"]');
    if (document.activeElement === document.body) leg?.focus();
  });
  const measure = useRef(() => {});
  measure.current = () => {
    const { current: box } = line;
    const sheet = box?.firstElementChild;
    setCut(!!sheet && sheet.scrollWidth > sheet.clientWidth + 1);
  };
  useLayoutEffect(() => measure.current());
  // The frame gets its height only after the row was drawn for the first time.
  useLayoutEffect(() => {
    const sizes = new ResizeObserver(() => measure.current());
    if (line.current) sizes.observe(line.current);
    return () => sizes.disconnect();
  }, []);
  return (
    <div class="leg-row">
      <div
        class="leg-row-line"
        ref={line}
        onFocusIn={() => {
          held.current = true;
        }}
        onFocusOut={({ relatedTarget }) => {
          if (relatedTarget !== null) held.current = false;
        }}
      >
        {children}
      </div>
      {isCut && (
        <button
          type="button"
          class="quiet"
          aria-label={text('row_all')}
          title={text('row_all')}
          onClick={beside}
        >
          …
        </button>
      )}
    </div>
  );
}
