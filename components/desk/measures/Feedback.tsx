import { useState } from 'preact/hooks';
import * as v from 'valibot';
import { FEEDBACK_QUESTIONS, type FeedbackQuestion, LONGEST_LINE, NO_FEEDBACK } from '@/lib/papers';
import { useClock } from '../../shared/clock';
import { Choices } from '../../shared/controls/Choices';
import { Notice } from '../../shared/controls/Notice';
import { PRIVATE_FIELD, PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import type { ClientPapers } from '../clients/ClientPage';
import { AsTable } from '../plots/AsTable';
import { RemoveList } from '../RemoveList';
import { useUnsaved } from '../unsaved';
import { usePaper } from '../use-paper';
import type { DayOf } from './MeasuresTab';

const NO_ANSWER = 'none';
const SCALE = [NO_ANSWER, '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'] as const;

const draftShape = v.strictObject({
  mattered: v.nullable(v.number()),
  lead: v.nullable(v.number()),
  words: v.string(),
});
type Draft = Readonly<v.InferOutput<typeof draftShape>>;

const BLANK: Draft = { mattered: null, lead: null, words: '' };

/** Two questions and an open line about a session, read out to the client, and what they said. */
export function Feedback({ day, papers }: { day: DayOf; papers: ClientPapers }) {
  const text = useText();
  const clock = useClock();
  const { of, readPaper, writes, write, newId } = papers;
  const { answers } = usePaper('feedback', of, readPaper, writes) ?? NO_FEEDBACK;
  const [draft, setDraft] = useUnsaved<Draft>(of, `${of} feedback`, draftShape, BLANK);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState(false);
  const newestFirst = answers.toSorted((a, b) => b.at - a.at);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const save = async () => {
    if (saving) return;
    const words = draft.words.trim();
    const isEmpty = draft.mattered === null && draft.lead === null && words === '';
    setProblem(isEmpty);
    if (isEmpty) return;
    setSaving(true);
    const answer = { id: newId(), at: clock.now(), sessionId: null, ...draft, words };
    const failed = await write('feedback', of, (before) => ({
      answers: [...(before ?? NO_FEEDBACK).answers, answer],
    }));
    if (!failed) setDraft(BLANK);
    setSaving(false);
  };
  return (
    <section class="measure-section" aria-label={text('feedback')}>
      <div class="section-head measure-title">
        <h2>{text('feedback')}</h2>
      </div>
      <p class="dim">{text('feedback_what')}</p>
      <PrivateForm class="client-form" onSubmit={() => void save()}>
        {FEEDBACK_QUESTIONS.map((question) => (
          <Choices
            key={question}
            name={text(`feedback_${question}`)}
            options={SCALE}
            value={draft[question] === null ? NO_ANSWER : (`${draft[question]}` as '0')}
            label={(value) => (value === NO_ANSWER ? text('answer_none') : value)}
            onPick={(value) =>
              change(answerTo(question, value === NO_ANSWER ? null : Number(value)))
            }
          />
        ))}
        <label class="card-field">
          <span>{text('feedback_words')}</span>
          <input
            {...PRIVATE_FIELD}
            type="text"
            dir="auto"
            maxLength={LONGEST_LINE}
            readOnly={saving}
            value={draft.words}
            onInput={({ currentTarget }) => change({ words: currentTarget.value })}
          />
        </label>
        {problem && <Notice kind="alert">{text('feedback_empty')}</Notice>}
        <p>
          <button type="submit" class="secondary">
            {text('feedback_save')}
          </button>
        </p>
      </PrivateForm>
      {answers.length > 0 && (
        <>
          <AsTable
            name={text('feedback')}
            open
            columns={[
              text('measure_date'),
              ...FEEDBACK_QUESTIONS.map((question) => text(`feedback_column_${question}`)),
              text('feedback_words'),
            ]}
            rows={newestFirst.map((one) => [
              day(one),
              one.mattered ?? '\u2013',
              one.lead ?? '\u2013',
              one.words,
            ])}
          />
          <details class="fold">
            <summary>{text('feedback_remove')}</summary>
            <RemoveList
              name={text('feedback_remove')}
              rows={newestFirst.map((one) => {
                const label = day(one);
                return { id: one.id, label, remove: text('feedback_removeOf', label) };
              })}
              onRemove={(id) =>
                void write('feedback', of, (before) => ({
                  answers: (before ?? NO_FEEDBACK).answers.filter((one) => one.id !== id),
                }))
              }
            />
          </details>
        </>
      )}
    </section>
  );
}

const answerTo = (question: FeedbackQuestion, value: number | null): Partial<Draft> =>
  question === 'mattered' ? { mattered: value } : { lead: value };
