/** Something that is done or not. */
export function Tick({
  on,
  label,
  onChange,
}: {
  on: boolean;
  label: string;
  onChange(on: boolean): void;
}) {
  return (
    <label class="tick-box">
      <input
        type="checkbox"
        checked={on}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}
