import { useState } from 'preact/hooks';
import * as v from 'valibot';
import type { Head } from '@/lib/library';
import { type ClientFeedback, FEEDBACK_QUESTIONS, LONGEST_LINE, NO_FEEDBACK } from '@/lib/papers';
import { Notice } from '../../shared/controls/Notice';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import {
  FeedbackFields,
  type FeedbackGiven,
  isNothingGiven,
} from '../../shared/session/FeedbackFields';
import { useText } from '../../shared/text';
import type { ClientPapers } from '../clients/ClientPage';
import type { DayOf } from '../day-in';
import { dayIn } from '../day-in';
import { AsTable } from '../plots/AsTable';
import { RemoveList } from '../RemoveList';
import { useHasUnsaved, useSavedFrom, useUnsaved } from '../unsaved';
import { usePaper } from '../use-paper';
import { type GoesTo, type GoesToProblem, useGoesTo } from './goes-to';

const draftShape = v.strictObject({
  mattered: v.nullable(v.number()),
  lead: v.nullable(v.number()),
  words: v.string(),
});
const BLANK: FeedbackGiven = { mattered: null, lead: null, words: '' };

type Answers = ClientFeedback['answers'];

/** Two questions and an open line about sessions, and what the client has said to them. */
export function Feedback({ day, papers }: { day: DayOf; papers: ClientPapers }) {
  const text = useText();
  const { of, heads, readPaper, writes } = papers;
  const { answers } = usePaper('feedback', of, readPaper, writes) ?? NO_FEEDBACK;
  const name = `${of} feedback`;
  const hasUnsaved = useHasUnsaved([name]);
  /** Whether answers were half given before. What is kept is in sight. */
  const [isBegun] = useState(hasUnsaved);
  // The answers don't go to a record of their own, so that of a final session some can be added.
  const goesTo = useGoesTo(heads, {
    keptAs: `${papers.of} feedback`,
    label: 'feedback_about',
    toRecord: false,
  });
  return (
    <section class="measure-section" aria-label={text('feedback')}>
      <div class="section-head measure-title">
        <h2>{text('feedback')}</h2>
      </div>
      <Given answers={answers} day={day} papers={papers} />
      <details class="fold" open={isBegun}>
        <summary>{text('feedback_enter')}</summary>
        <p class="dim">{text('feedback_what')}</p>
        <FeedbackForm draftOf={of} name={name} goesTo={goesTo} papers={papers} />
      </details>
    </section>
  );
}

/** What the client has said about one session, and a form for it. */
export function SessionFeedback({ head, papers }: { head: Head; papers: FeedbackPapers }) {
  const text = useText();
  const { of, readPaper, writes } = papers;
  const all = usePaper('feedback', of, readPaper, writes) ?? NO_FEEDBACK;
  const answers = all.answers.filter(({ sessionId }) => sessionId === head.id);
  const goesTo = useGoesTo([head], { keptAs: `${head.id} feedback`, toRecord: false, only: true });
  return (
    <details class="fold session-said">
      <summary>
        {text('feedback_ofSession')} <span class="count">{answers.length}</span>
      </summary>
      <p class="dim">{text('feedback_what')}</p>
      <FeedbackForm
        draftOf={head.id}
        name={`${head.id} feedback`}
        goesTo={goesTo}
        papers={papers}
      />
      <Given answers={answers} day={(answer) => dayIn([head], answer, text)} papers={papers} />
    </details>
  );
}

/** What is needed to show and change what a client has said. */
export type FeedbackPapers = Pick<ClientPapers, 'of' | 'readPaper' | 'writes' | 'write' | 'newId'>;

/** The two questions and the open line, read out to the client. */
function FeedbackForm({
  draftOf,
  name,
  goesTo,
  papers: { of, write, newId },
}: {
  /** The session or client with which a half-typed answer is erased. */
  draftOf: string;
  /** Of the editor among all of the desk. */
  name: string;
  goesTo: GoesTo;
  papers: FeedbackPapers;
}) {
  const text = useText();
  const [draft, setDraft] = useUnsaved<FeedbackGiven>(draftOf, name, draftShape, BLANK);
  const savedFrom = useSavedFrom();
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<'feedback_empty' | GoesToProblem | null>(null);
  const save = async () => {
    if (saving) return;
    const said = goesTo.read();
    const isEmpty = isNothingGiven(draft);
    setProblem(isEmpty ? 'feedback_empty' : typeof said === 'string' ? said : null);
    if (isEmpty || typeof said === 'string') return;
    setSaving(true);
    const answer = { id: newId(), ...said, ...draft, words: draft.words.trim() };
    const failed = await write('feedback', of, (before) => ({
      answers: [...(before ?? NO_FEEDBACK).answers, answer],
    }));
    setSaving(false);
    if (failed) return;
    savedFrom({
      of: draftOf,
      name,
      value: draft,
      isEmpty: isNothingGiven,
      along: goesTo.along(),
    });
    setDraft(BLANK);
    goesTo.reset();
  };
  return (
    <PrivateForm class="client-form" onSubmit={() => void save()}>
      <FeedbackFields
        given={draft}
        saving={saving}
        longest={LONGEST_LINE}
        onChange={(part) => setDraft({ ...draft, ...part })}
      />
      {goesTo.fields}
      {problem && <Notice kind="alert">{text(problem)}</Notice>}
      <p>
        <button type="submit" class="secondary">
          {text('feedback_save')}
        </button>
      </p>
    </PrivateForm>
  );
}

/** Answers in a table, the newest first, each of which can be removed. */
function Given({
  answers,
  day,
  papers: { of, write },
}: {
  answers: Answers;
  day: DayOf;
  papers: FeedbackPapers;
}) {
  const text = useText();
  if (answers.length === 0) return null;
  const newestFirst = answers.toSorted((a, b) => b.at - a.at);
  return (
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
            const label = `${day(one)}: ${one.mattered ?? '\u2013'}, ${one.lead ?? '\u2013'}`;
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
  );
}
