import { Choices } from '../controls/Choices';
import { Line } from '../controls/Line';
import { useText } from '../text';

const QUESTIONS = ['mattered', 'lead'] as const;
const NO_ANSWER = 'none';
const SCALE = [NO_ANSWER, '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'] as const;

/** What a client says about a session: an answer to each question from 0 to 10, and words. */
export interface FeedbackGiven extends Readonly<Record<(typeof QUESTIONS)[number], number | null>> {
  readonly words: string;
}

/** Whether nothing is answered and nothing said. */
export const isNothingGiven = (given: FeedbackGiven): boolean =>
  given.words.trim() === '' && QUESTIONS.every((question) => given[question] === null);

/** The fields of two questions and an open line about a session; each can be left out. */
export function FeedbackFields({
  given,
  saving,
  longest,
  onChange,
}: {
  given: FeedbackGiven;
  /** While it is saved, nothing can be changed. */
  saving: boolean;
  /** Most UTF-16 units of the words. */
  longest: number;
  onChange(change: Partial<FeedbackGiven>): void;
}) {
  const text = useText();
  return (
    <>
      {QUESTIONS.map((question) => (
        <Choices
          key={question}
          name={text(`feedback_${question}`)}
          options={SCALE}
          value={SCALE.find((option) => option === String(given[question])) ?? NO_ANSWER}
          label={(value) => (value === NO_ANSWER ? text('answer_none') : value)}
          onPick={(value) => {
            const answer = value === NO_ANSWER ? null : Number(value);
            if (!saving)
              onChange(question === 'mattered' ? { mattered: answer } : { lead: answer });
          }}
        />
      ))}
      <Line
        label={text('feedback_words')}
        longest={longest}
        readOnly={saving}
        value={given.words}
        onInput={(words) => onChange({ words })}
      />
    </>
  );
}
