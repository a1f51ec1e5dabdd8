import { useId } from 'preact/hooks';

/** A choice of a few options, all visible and one press away. */
export function Choices<T extends string>({
  name,
  options,
  value,
  label,
  said,
  onPick,
  small = false,
  list = false,
  disabled = () => false,
  shownBy,
  describedBy,
}: {
  /** The name of the choice. */
  name: string;
  /** The id of an element that shows the name already. */
  shownBy?: string;
  /** The ids of elements that say more of it. */
  describedBy?: string | undefined;
  options: readonly T[];
  /** Null while nothing is chosen. */
  value: T | null;
  label(option: T): string;
  /** The name of an option, where it shows fewer words. */
  said?(option: T): string | undefined;
  onPick(option: T): void;
  /** Whether the name is for screen readers only, and the options are on one line. */
  small?: boolean;
  /** Whether the options are rows under each other, as in a menu. */
  list?: boolean;
  disabled?(option: T): boolean;
}) {
  const id = useId();
  return (
    <div
      role="radiogroup"
      aria-labelledby={shownBy ?? id}
      aria-describedby={describedBy}
      class={list ? 'choice-list' : small ? 'pills' : 'segments'}
    >
      {shownBy === undefined && (
        <span class={list ? 'hang-name' : small ? 'unseen' : 'segments-name'} id={id}>
          {name}
        </span>
      )}
      {options.map((option) => (
        <label class={list ? 'choice-row' : small ? 'pill-choice' : 'choice'} key={option}>
          <input
            type="radio"
            name={`${id}-radio`}
            value={option}
            checked={option === value}
            aria-label={said?.(option)}
            disabled={disabled(option)}
            onChange={() => onPick(option)}
          />
          <span>{label(option)}</span>
        </label>
      ))}
    </div>
  );
}
