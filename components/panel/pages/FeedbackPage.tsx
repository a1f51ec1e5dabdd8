import { useState } from 'preact/hooks';
import { LONGEST_FIELD } from '@/lib/practice';
import { Choices } from '../../shared/controls/Choices';
import { PRIVATE_FIELD, PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import type { PageProps } from './page-props';

const QUESTIONS = ['mattered', 'lead'] as const;
const NO_ANSWER = 'none';
const SCALE = [NO_ANSWER, ...Array.from({ length: 11 }, (_, n) => String(n))];

/**
 * Two questions about today to read out, and a line for what they add; each can be left out. What
 * they answer is kept.
 */
export function FeedbackPage({ onPage, answer }: PageProps) {
  const text = useText();
  const { act, newId } = usePanel();
  const [id] = useState(newId);
  const [answers, setAnswers] = useState<Readonly<Record<(typeof QUESTIONS)[number], string>>>({
    mattered: NO_ANSWER,
    lead: NO_ANSWER,
  });
  const [saving, setSaving] = useState(false);
  const isEmpty =
    answer.words.trim() === '' && QUESTIONS.every((question) => answers[question] === NO_ANSWER);
  const numberOf = (value: string) => (value === NO_ANSWER ? null : Number(value));
  const save = async () => {
    if (isEmpty || saving) return;
    setSaving(true);
    const { ok } = await act({
      type: 'feedback',
      id,
      mattered: numberOf(answers.mattered),
      lead: numberOf(answers.lead),
      words: answer.words,
    });
    setSaving(false);
    if (!ok) return;
    answer.empty();
    onPage(null);
  };
  return (
    <PrivateForm class="feedback-asks" onSubmit={() => void save()}>
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
      <label class="card-field">
        <span>{text('feedback_words')}</span>
        <input
          {...PRIVATE_FIELD}
          type="text"
          dir="auto"
          maxLength={LONGEST_FIELD}
          value={answer.words}
          onInput={({ currentTarget }) => answer.set(currentTarget.value)}
        />
      </label>
      <p>
        <button type="submit" class="primary" disabled={isEmpty || saving}>
          {text('feedback_save')}
        </button>
      </p>
    </PrivateForm>
  );
}
