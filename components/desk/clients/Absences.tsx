import { useId, useState } from 'preact/hooks';
import { ABSENCES, type AbsenceKind, NO_ABSENCES } from '@/lib/papers';
import { dateText } from '@/lib/text';
import { useClock } from '../../shared/clock';
import { Choices } from '../../shared/controls/Choices';
import { Notice } from '../../shared/controls/Notice';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { fieldDay, noonOf } from '../field-day';
import { RemoveList } from '../RemoveList';
import { usePaper } from '../use-paper';
import type { ClientPapers } from './ClientPage';

/** Agreed sessions that were not held: listed, added by their day, and removed. */
export function Absences({ papers }: { papers: ClientPapers }) {
  const text = useText();
  const clock = useClock();
  const { of, readPaper, writes, write, newId } = papers;
  const { absences } = usePaper('absences', of, readPaper, writes) ?? NO_ABSENCES;
  const [day, setDay] = useState(() => fieldDay(clock.now()));
  const [kind, setKind] = useState<AbsenceKind>('missed');
  const id = useId();
  const [problem, setProblem] = useState<'absence_noDay' | 'absence_notYet' | null>(null);
  const add = () => {
    const at = noonOf(day);
    if (at === null) return setProblem('absence_noDay');
    // One can be called off ahead of its day, but not missed.
    const isAhead = day > fieldDay(clock.now());
    if (isAhead && kind === 'missed') return setProblem('absence_notYet');
    setProblem(null);
    void write('absences', of, (before) => {
      const known = (before ?? NO_ABSENCES).absences;
      // A press too many doesn't count a session twice.
      if (known.some((one) => one.at === at && one.kind === kind)) return null;
      return { absences: [...known, { id: newId(), at, kind }] };
    });
  };
  return (
    <details class="fold">
      <summary>
        {text('absences')} <span class="count">{absences.length}</span>
      </summary>
      <RemoveList
        name={text('absences')}
        rows={absences
          .toSorted((a, b) => b.at - a.at)
          .map(({ id, at, kind: which }) => {
            const shown = dateText(at, text.locale);
            return {
              id,
              label: `${shown}, ${text(`absence_${which}`)}`,
              remove: text('absence_removeOf', shown),
            };
          })}
        onRemove={(gone) =>
          void write('absences', of, (before) => ({
            absences: (before ?? NO_ABSENCES).absences.filter(({ id }) => id !== gone),
          }))
        }
      />
      <PrivateForm class="add-line" onSubmit={add}>
        <label class="field">
          <span>{text('absence_day')}</span>
          <input
            type="date"
            value={day}
            aria-invalid={problem !== null}
            aria-describedby={problem ? id : undefined}
            onInput={({ currentTarget: { value } }) => {
              setProblem(null);
              setDay(value);
            }}
          />
        </label>
        <Choices
          small
          name={text('absence_kind')}
          options={ABSENCES as readonly AbsenceKind[]}
          value={kind}
          label={(one) => text(`absence_${one}`)}
          onPick={(picked) => {
            setProblem(null);
            setKind(picked);
          }}
        />
        <button type="submit" class="secondary">
          {text('absence_add')}
        </button>
      </PrivateForm>
      {problem && (
        <Notice kind="alert" id={id}>
          {text(problem)}
        </Notice>
      )}
    </details>
  );
}
