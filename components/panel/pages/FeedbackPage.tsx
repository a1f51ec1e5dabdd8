import { useState } from 'preact/hooks';
import { Choices } from '../../shared/controls/Choices';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import type { PageProps } from './page-props';

const QUESTIONS = ['mattered', 'lead'] as const;
const NO_ANSWER = 'none';
const SCALE = [NO_ANSWER, ...Array.from({ length: 11 }, (_, n) => String(n))];

/** Two questions about today to read out; each can be left out. What they answer is kept. */
export function FeedbackPage({ onPage }: PageProps) {
  const text = useText();
  const { act, newId } = usePanel();
  const [id] = useState(newId);
  const [answers, setAnswers] = useState<Readonly<Record<(typeof QUESTIONS)[number], string>>>({
    mattered: NO_ANSWER,
    lead: NO_ANSWER,
  });
  const [saving, setSaving] = useState(false);
  const isEmpty = QUESTIONS.every((question) => answers[question] === NO_ANSWER);
  const numberOf = (value: string) => (value === NO_ANSWER ? null : Number(value));
  const save = async () => {
    setSaving(true);
    const { ok } = await act({
      type: 'feedback',
      id,
      mattered: numberOf(answers.mattered),
      lead: numberOf(answers.lead),
    });
    setSaving(false);
    if (ok) onPage(null);
  };
  return (
    <div class="feedback-asks">
      <p class="dim">{text('feedback_hint')}</p>
      {QUESTIONS.map((question) => (
        <Choices
          key={question}
          name={text(`feedback_${question}`)}
          options={SCALE}
          value={answers[question]}
          label={(value) => (value === NO_ANSWER ? text('answer_none') : value)}
          onPick={(value) => setAnswers({ ...answers, [question]: value })}
        />
      ))}
      <p>
        <button
          type="button"
          class="primary"
          disabled={isEmpty || saving}
          onClick={() => void save()}
        >
          {text('feedback_save')}
        </button>
      </p>
    </div>
  );
}
