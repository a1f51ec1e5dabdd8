import { useState } from 'preact/hooks';
import type { Client } from '@/lib/practice';
import type { PreparedMode } from '@/lib/session';
import { Choices } from '../../shared/controls/Choices';
import { useText } from '../../shared/text';
import { AnswerButton } from '../AnswerButton';
import { helpAddress } from '../address';
import {
  answersFor,
  FIT_QUESTIONS,
  type FitAnswers,
  type FitQuestion,
  lastingMode,
  suggested,
} from './fit';

/**
 * Five questions before a session that suggest who leads. What the client's file says is filled in.
 * The answers aren't kept: they're for thinking. Sessions begin as it suggests once that's pressed.
 */
export function FitCheck({
  client: { engagement },
  isFirst,
  onMode,
}: {
  client: Pick<Client, 'engagement'>;
  /** Whether there was no session with the client yet. */
  isFirst: boolean;
  onMode(mode: PreparedMode): void;
}) {
  const text = useText();
  const [given, setGiven] = useState<Partial<FitAnswers>>({});
  const answers: FitAnswers = { ...answersFor(engagement, isFirst), ...given };
  const found = suggested(answers);
  const mode = lastingMode(found);
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
          onAnswer={(answer) => setGiven((before) => ({ ...before, [question]: answer }))}
        />
      ))}
      <p role="status" class="fit-result">
        {found && (
          <>
            <b>{text(`fit_way_${found.way}`)}</b> {text(`fit_why_${found.why}`)}{' '}
            {text(found.way === 'experiment' ? 'fit_experimentHow' : 'fit_how')}
            {mode !== null && engagement.mode === mode && ` ${text('fit_used')}`}
          </>
        )}
      </p>
      <p class="button-row">
        {mode !== null && engagement.mode !== mode && (
          <AnswerButton class="secondary" onPress={() => onMode(mode)}>
            {text('fit_use')}
          </AnswerButton>
        )}
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
