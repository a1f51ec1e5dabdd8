import { Icon } from '../shared/controls/Icon';
import { useText } from '../shared/text';

/** Says of what it stands beside that it is private. */
export function PrivateTag() {
  const text = useText();
  return (
    <span class="private-tag">
      <Icon name="lock" />
      {text('compartment_private')}
    </span>
  );
}
