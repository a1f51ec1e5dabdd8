import type { ComponentChildren, TargetedKeyboardEvent } from 'preact';
import { useId } from 'preact/hooks';
import type { Answer, AnswerOption, Instrument } from '@/lib/measures';

/** One question with its answers on a line. A digit answers it and goes on to the next. */
export function Question({
  text,
  number,
  options,
  answer,
  language,
  onAnswer,
}: {
  text: string;
  /** Counted from 1; null for a question without a number. */
  number: number | null;
  options: readonly AnswerOption[];
  answer: Answer;
  language: string;
  onAnswer(value: number): void;
}) {
  const id = useId();
  const onKey = (event: TargetedKeyboardEvent<HTMLElement>) => {
    // A key that is held would answer the questions after it as well.
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    const value = options.find((option) => String(option.value) === event.key)?.value;
    if (value === undefined) return;
    event.preventDefault();
    onAnswer(value);
    const all = event.currentTarget.closest('form')?.querySelectorAll('.measure-item') ?? [];
    const next = all[[...all].indexOf(event.currentTarget) + 1] ?? event.currentTarget;
    // Of a question that has an answer, Tab reaches that one alone.
    const answered = next.querySelector<HTMLInputElement>('input:checked');
    (answered ?? next.querySelector('input'))?.focus();
  };
  return (
    <div
      class="measure-item"
      role="radiogroup"
      aria-labelledby={id}
      onKeyDown={onKey}
      lang={language}
    >
      <span class="measure-words" id={id}>
        {number !== null && <span class="measure-number">{number}</span>}
        <span>{text}</span>
      </span>
      {options.map(({ value, label }) => (
        <label key={value} class="measure-option">
          <input
            type="radio"
            name={`${id}-answer`}
            value={value}
            checked={answer === value}
            onChange={() => onAnswer(value)}
          />
          <span class="measure-value">{value}</span>
          <span class="measure-label">{label}</span>
        </label>
      ))}
    </div>
  );
}

/** All items of an instrument under each other, and what one of them opens. */
export function MeasureItems({
  instrument,
  answers,
  onAnswer,
  after,
}: {
  instrument: Instrument;
  answers: readonly Answer[];
  onAnswer(item: number, value: number): void;
  /** What stands after an item. */
  after(item: number): ComponentChildren;
}) {
  const { items, options, language } = instrument;
  return (
    <div class="measure-items">
      <div class="measure-head" aria-hidden="true" lang={language}>
        <span />
        {options.map(({ value, label }) => (
          <span key={value}>
            <b>{value}</b> {label}
          </span>
        ))}
      </div>
      <ol>
        {items.map((item, n) => (
          <li key={item}>
            <Question
              text={item}
              number={n + 1}
              options={options}
              answer={answers[n] ?? null}
              language={language}
              onAnswer={(value) => onAnswer(n, value)}
            />
            {after(n)}
          </li>
        ))}
      </ol>
    </div>
  );
}
