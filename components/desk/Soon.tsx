import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Notice } from '../shared/controls/Notice';
import { useText } from '../shared/text';

/**
 * Says what is about to be done, with the way to call it off. That has the focus as soon as it is
 * there, since the button that was pressed is gone.
 */
export function Soon({
  kind = 'status',
  said,
  button = null,
  onUndo,
}: {
  kind?: 'status' | 'alert';
  said: string;
  /** For whoever has to know where the focus is. */
  button?: RefObject<HTMLButtonElement | null> | null;
  onUndo(): void;
}) {
  const text = useText();
  const own = useRef<HTMLButtonElement>(null);
  const undo = button ?? own;
  useLayoutEffect(() => undo.current?.focus(), [undo]);
  return (
    <Notice kind={kind}>
      {said}{' '}
      <button type="button" class="link" ref={undo} onClick={onUndo}>
        {text('undo')}
      </button>
    </Notice>
  );
}
