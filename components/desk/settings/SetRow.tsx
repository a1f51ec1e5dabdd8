import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Choices } from '../../shared/controls/Choices';
import { useText } from '../../shared/text';
import { NumberInput } from '../NumberInput';

interface RowProps {
  /** What is set. It names the control. */
  readonly name: string;
  /** What it does. */
  readonly what?: string | undefined;
  /** What it was at first; null where it still is. */
  readonly first?: string | null;
}

/** The names and ids that a row's control is described by. */
function useRow({ name, what, first = null }: RowProps) {
  const text = useText();
  const id = useId();
  const ids = { name: `${id}-name`, what: `${id}-what`, first: `${id}-first` };
  const described = [first !== null && ids.first, what && ids.what].filter(Boolean).join(' ');
  const words = (
    <span class="set-words">
      <span id={ids.name}>{name}</span>
      {first !== null && (
        <span class="set-first" id={ids.first}>
          {text('set_first', first)}
        </span>
      )}
      {what && (
        <span class="set-what" id={ids.what}>
          {what}
        </span>
      )}
    </span>
  );
  return { words, nameId: ids.name, describedBy: described || undefined };
}

/** A setting in one row: what it is and does at the start, and how to change it at the end. */
export function SetRow({ children, ...row }: RowProps & { children: ComponentChildren }) {
  const { words } = useRow(row);
  return (
    <div class="set-row">
      {words}
      <span class="set-control">{children}</span>
    </div>
  );
}

/** A setting that is on or off. The whole row is its label. */
export function TickRow({
  on,
  usual = null,
  onChange,
  ...row
}: Omit<RowProps, 'first'> & {
  on: boolean;
  /** What it is at first; null where that is not said. */
  usual?: boolean | null;
  onChange(on: boolean): void;
}) {
  const text = useText();
  const first = usual === null || usual === on ? null : text(usual ? 'set_on' : 'set_off');
  const { words, nameId, describedBy } = useRow({ ...row, first });
  return (
    <label class="set-row">
      {words}
      <input
        type="checkbox"
        aria-labelledby={nameId}
        aria-describedby={describedBy}
        checked={on}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
    </label>
  );
}

interface PickProps<T> extends Omit<RowProps, 'first'> {
  readonly options: readonly T[];
  readonly value: T;
  /** What is chosen at first. */
  readonly usual: T;
  label(option: T): string;
  onPick(option: T): void;
}

const usePick = <T,>({ name, what, value, usual, label }: PickProps<T>) =>
  useRow({ name, what, first: value === usual ? null : label(usual) });

/** A setting of a few choices, all visible. */
export function ChoiceRow<T extends string>(props: PickProps<T>) {
  const { words, nameId, describedBy } = usePick(props);
  const { name, options, value, label, onPick } = props;
  return (
    <div class="set-row">
      {words}
      <Choices
        small
        name={name}
        shownBy={nameId}
        describedBy={describedBy}
        options={options}
        value={value}
        label={label}
        onPick={onPick}
      />
    </div>
  );
}

/** A setting of many choices, in a list that opens. */
export function SelectRow<T extends string | number>(props: PickProps<T>) {
  const { words, nameId, describedBy } = usePick(props);
  const { options, value, label, onPick } = props;
  return (
    <div class="set-row">
      {words}
      <select
        aria-labelledby={nameId}
        aria-describedby={describedBy}
        value={value}
        onChange={({ currentTarget: { value: chosen } }) => {
          const picked = options.find((option) => String(option) === chosen);
          if (picked !== undefined) onPick(picked);
        }}
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {label(option)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** A setting that is a whole number in a range, or empty. Other values aren't passed on. */
export function NumberRow({
  range,
  value,
  usual,
  onInput,
  ...row
}: Omit<RowProps, 'first'> & {
  range: { readonly min: number; readonly max: number };
  value: number | null;
  /** What it is at first. */
  usual: number | null;
  onInput(value: number | null): void;
}) {
  const text = useText();
  const first = value === usual ? null : usual === null ? text('set_none') : String(usual);
  const { words, nameId, describedBy } = useRow({ ...row, first });
  return (
    <div class="set-row">
      {words}
      <NumberInput
        aria-labelledby={nameId}
        aria-describedby={describedBy}
        range={range}
        value={value}
        onNumber={onInput}
      />
    </div>
  );
}

/** A row whose setting needs room of its own, behind a press. */
export function FoldRow({
  name,
  what,
  open,
  onToggle,
  children,
}: Omit<RowProps, 'first'> & {
  open: boolean;
  onToggle(): void;
  children: ComponentChildren;
}) {
  const text = useText();
  const { words } = useRow({ name, what });
  return (
    <section aria-label={name} class="set-fold">
      <div class="set-row">
        {words}
        <button
          type="button"
          class="secondary"
          aria-expanded={open}
          aria-label={text(open ? 'set_closeOf' : 'set_changeOf', name)}
          onClick={onToggle}
        >
          {text(open ? 'set_close' : 'set_change')}
        </button>
      </div>
      {open && children}
    </section>
  );
}
