import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useText } from '../shared/text';
import { useChange } from '../shared/use-change';
import { usePanel } from './context';

/**
 * Keeps text out of sight, and out of the accessibility tree, until the pointer is over the panel
 * or the focus in it. What is in it stays as it was meanwhile.
 */
export function Peek({ on, children }: { on: boolean; children: ComponentChildren }) {
  const text = useText();
  const { onLayout } = usePanel();
  const [over, setOver] = useState(false);
  const [focused, setFocused] = useState(() => document.hasFocus());
  useEffect(() => {
    const { documentElement } = document;
    const enter = () => setOver(true);
    const leave = () => setOver(false);
    const focus = () => setFocused(true);
    const blur = () => setFocused(false);
    documentElement.addEventListener('pointermove', enter);
    documentElement.addEventListener('pointerleave', leave);
    addEventListener('focus', focus);
    addEventListener('blur', blur);
    return () => {
      documentElement.removeEventListener('pointermove', enter);
      documentElement.removeEventListener('pointerleave', leave);
      removeEventListener('focus', focus);
      removeEventListener('blur', blur);
    };
  }, []);
  useChange(on && over, (watched) => {
    if (watched) onLayout({ type: 'hovered' });
  });
  const away = on && !over && !focused;
  return (
    <>
      <div class={away ? 'peek peek-away' : 'peek'}>{children}</div>
      {away && <button type="button" class="peek-cover" aria-label={text('peek_show')} />}
    </>
  );
}
