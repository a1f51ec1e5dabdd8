import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useText } from '../shared/text';

/**
 * Hides its content, from screen readers too, until the pointer or the focus is in the panel.
 * Fields keep what was typed meanwhile.
 */
export function Peek({ on, children }: { on: boolean; children: ComponentChildren }) {
  const text = useText();
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
  const away = on && !over && !focused;
  return (
    <>
      <div class={away ? 'peek peek-away' : 'peek'}>{children}</div>
      {away && <button type="button" class="peek-cover" aria-label={text('peek_show')} />}
    </>
  );
}
