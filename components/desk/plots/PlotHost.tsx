import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** A width to draw at until the real one is known. */
const FIRST_WIDTH = 640;

/**
 * The frame of a plot, which is drawn at the width it has, so that its text keeps its size. Screen
 * readers are told its name; what it shows stands in a table beside it.
 */
export function PlotHost({
  name,
  height,
  least = 200,
  children,
}: {
  name: string;
  /** CSS pixels. */
  height: number;
  /** The least width that it is drawn at. */
  least?: number;
  /** Draws at a width in CSS pixels. */
  children(width: number): ComponentChildren;
}) {
  const host = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(FIRST_WIDTH);
  useLayoutEffect(() => {
    const element = host.current;
    if (!element) return;
    const measure = () => setWidth(Math.max(least, Math.floor(element.clientWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [least]);
  return (
    <div class="plot" ref={host}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={name}
      >
        {children(width)}
      </svg>
    </div>
  );
}
