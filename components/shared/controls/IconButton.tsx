import { Icon, type IconName } from './Icon';

/** A button with an icon. Screen readers and a tooltip give its name. */
export function IconButton({
  icon,
  label,
  ...rest
}: {
  icon: IconName;
  label: string;
} & Omit<preact.JSX.IntrinsicElements['button'], 'icon' | 'label' | 'type' | 'class'>) {
  return (
    <button type="button" class="quiet" aria-label={label} title={label} {...rest}>
      <Icon name={icon} />
    </button>
  );
}
