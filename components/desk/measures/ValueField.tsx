import { useState } from 'preact/hooks';
import { type OwnMeasure, readNumber, valueProblem } from '@/lib/measures';
import { Line } from '../../shared/controls/Line';
import { Notice } from '../../shared/controls/Notice';
import { useText } from '../../shared/text';

/** Why a value can't be kept: another object each time it is sent. */
export interface ValueProblem {
  readonly what: 'notANumber' | 'range';
}

/** Why the value that was sent last can't be kept. */
export function useValueProblem(own: OwnMeasure) {
  const [problem, setProblem] = useState<ValueProblem | null>(null);
  return {
    problem,
    /** Whether the value can't be kept; says why. */
    check(typed: string): boolean {
      const what = valueProblem(own, readNumber(typed));
      setProblem(what && { what });
      return what !== null;
    },
    /** Forgets it once the field is typed in. */
    forget: () => setProblem(null),
  };
}

/** The field for one value of an own measure, with its range, and why the value isn't taken. */
export function ValueField({
  id,
  own,
  value,
  problem,
  readOnly = false,
  onInput,
}: {
  /** Of what is said about the value. */
  id: string;
  own: OwnMeasure;
  /** As it was typed. */
  value: string;
  problem: ValueProblem | null;
  readOnly?: boolean;
  onInput(typed: string): void;
}) {
  const text = useText();
  // A comma between thousands would be copied, and read as a decimal comma.
  const plain = (number: number) => number.toLocaleString(text.locale, { useGrouping: false });
  const range = [plain(own.from), plain(own.to)] as const;
  return (
    <>
      <Line
        label={text('measure_value', ...range)}
        decimal
        readOnly={readOnly}
        value={value}
        isInvalid={problem !== null}
        describedBy={problem ? id : undefined}
        onInput={onInput}
      />
      {problem && (
        <Notice kind="alert" id={id}>
          {text(`problem_value_${problem.what}`, ...range)}
        </Notice>
      )}
    </>
  );
}
