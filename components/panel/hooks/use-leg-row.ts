import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { SessionView } from '@/lib/messaging';
import type { Timeline } from '@/lib/session';
import { usePanel } from '../context';
import { isLacking } from '../sheets/missing';

/** The row below the bar with what the current leg needs. */
export interface LegRowState {
  readonly open: boolean;
  toggle(): void;
}

/**
 * Whether the row is open. It is open from the start in a leg that lacks something, and stays as
 * it is until the leg changes or somebody presses, so that nothing moves by itself.
 * @param of the session in the bar, or null where there is no row
 */
export function useLegRow(
  of: { readonly view: SessionView; readonly session: Timeline } | null,
): LegRowState | null {
  const { onLayout } = usePanel();
  const latest = useRef({ visit: '', open: false });
  const [, setDrawn] = useState(latest.current);
  const current = of?.session.legs.find(({ state }) => state === 'current');
  if (of && current) {
    const visit = `${of.view.id} ${current.leg} ${current.visits}`;
    if (latest.current.visit !== visit)
      latest.current = { visit, open: isLacking(current.leg, of.view, of.session) };
  }
  const isThere = of !== null && current !== undefined;
  const open = isThere && latest.current.open;
  const told = useRef(false);
  useLayoutEffect(() => {
    if (told.current === open) return;
    told.current = open;
    onLayout({ type: 'row', open });
  }, [onLayout, open]);
  if (!isThere) return null;
  return {
    open,
    toggle() {
      latest.current = { ...latest.current, open: !latest.current.open };
      setDrawn(latest.current);
    },
  };
}
