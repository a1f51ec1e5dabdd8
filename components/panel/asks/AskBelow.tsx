import type { VNode } from 'preact';

/**
 * What Perch asks or reports while there is no prompt. It stands at the lower edge, so that nothing
 * above it moves, and after everything that scrolls.
 */
export function AskBelow({ ask }: { ask: VNode | null }) {
  return ask && <div class="ask-below">{ask}</div>;
}
