import { useState } from 'preact/hooks';
import { Choices } from '../../shared/controls/Choices';
import { useText } from '../../shared/text';
import { helpAddress } from '../address';
import { FIT_QUESTIONS, type FitAnswers, type FitQuestion, NO_ANSWERS, suggested } from './fit';

/**
 * Five questions before a session that suggest who leads. Nothing of it is kept: it's for thinking.
 */
export function FitCheck() {
  const text = useText();
  const [answers, setAnswers] = useState<FitAnswers>(NO_ANSWERS);
  const found = suggested(answers);
  return (
    <details class="fold fit-check">
      <summary>{text('fit')}</summary>
      <p class="dim">{text('fit_what')}</p>
      {(Object.keys(FIT_QUESTIONS) as readonly FitQuestion[]).map((question) => (
        <Question
          key={question}
          question={question}
          options={FIT_QUESTIONS[question]}
          answers={answers}
          onAnswer={(answer) => setAnswers((before) => ({ ...before, [question]: answer }))}
        />
      ))}
      <p role="status" class="fit-result">
        {found && (
          <>
            <b>{text(`fit_way_${found.way}`)}</b> {text(`fit_why_${found.why}`)}
            {found.way !== 'experiment' && ` ${text('fit_how')}`}
          </>
        )}
      </p>
      <p class="dim">
        <a href={helpAddress('fit')}>{text('help_fit')}</a>
      </p>
    </details>
  );
}

function Question<Q extends FitQuestion>({
  question,
  options,
  answers,
  onAnswer,
}: {
  question: Q;
  options: (typeof FIT_QUESTIONS)[Q];
  answers: FitAnswers;
  onAnswer(answer: (typeof FIT_QUESTIONS)[Q][number]): void;
}) {
  const text = useText();
  type Answer = (typeof FIT_QUESTIONS)[FitQuestion][number];
  return (
    <Choices<Answer>
      name={text(`fit_${question}`)}
      options={options}
      value={answers[question]}
      label={(answer) => text(`fit_answer_${answer}`)}
      onPick={(answer) => onAnswer(answer as (typeof FIT_QUESTIONS)[Q][number])}
    />
  );
}
