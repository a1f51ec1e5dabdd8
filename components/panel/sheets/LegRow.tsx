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
  const measure = useRef(() => {});
  measure.current = () => {
    const { current: box } = line;
    setCut(box !== null && (box.firstElementChild?.scrollWidth ?? 0) > box.clientWidth + 1);
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
      <div class="leg-row-line" ref={line}>
        {children}
      </div>
      {isCut && (
        <button type="button" class="quiet" aria-label={text('row_all')} onClick={beside}>
          …
        </button>
      )}
    </div>
  );
}
