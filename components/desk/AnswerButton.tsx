import type { ComponentChildren } from 'preact';
import { focusHeading } from './focus-heading';

/** A button that goes with what it answers. The focus goes to the page's heading. */
export function AnswerButton({
  class: name = 'link',
  onPress,
  children,
}: {
  class?: 'link' | 'secondary' | 'quiet';
  onPress(): void;
  children: ComponentChildren;
}) {
  return (
    <button
      type="button"
      class={name}
      onClick={({ currentTarget }) => {
        focusHeading(currentTarget.closest('main'));
        onPress();
      }}
    >
      {children}
    </button>
  );
}
