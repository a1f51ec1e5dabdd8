import { useState } from 'preact/hooks';
import * as v from 'valibot';
import { FEEDBACK_QUESTIONS, LONGEST_LINE, NO_FEEDBACK } from '@/lib/papers';
import { useClock } from '../../shared/clock';
import { Notice } from '../../shared/controls/Notice';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import {
  FeedbackFields,
  type FeedbackGiven,
  isNothingGiven,
} from '../../shared/session/FeedbackFields';
import { useText } from '../../shared/text';
import type { ClientPapers } from '../clients/ClientPage';
import { AsTable } from '../plots/AsTable';
import { RemoveList } from '../RemoveList';
import { useUnsaved } from '../unsaved';
import { usePaper } from '../use-paper';
import type { DayOf } from './MeasuresTab';

const draftShape = v.strictObject({
  mattered: v.nullable(v.number()),
  lead: v.nullable(v.number()),
  words: v.string(),
});
const BLANK: FeedbackGiven = { mattered: null, lead: null, words: '' };

/** Two questions and an open line about a session, read out to the client, and what they said. */
export function Feedback({ day, papers }: { day: DayOf; papers: ClientPapers }) {
  const text = useText();
  const clock = useClock();
  const { of, readPaper, writes, write, newId } = papers;
  const { answers } = usePaper('feedback', of, readPaper, writes) ?? NO_FEEDBACK;
  const [draft, setDraft] = useUnsaved<FeedbackGiven>(of, `${of} feedback`, draftShape, BLANK);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState(false);
  const newestFirst = answers.toSorted((a, b) => b.at - a.at);
  const save = async () => {
    if (saving) return;
    const isEmpty = isNothingGiven(draft);
    setProblem(isEmpty);
    if (isEmpty) return;
    setSaving(true);
    const answer = {
      id: newId(),
      at: clock.now(),
      sessionId: null,
      ...draft,
      words: draft.words.trim(),
    };
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
        <FeedbackFields
          given={draft}
          saving={saving}
          longest={LONGEST_LINE}
          onChange={(part) => setDraft({ ...draft, ...part })}
        />
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
