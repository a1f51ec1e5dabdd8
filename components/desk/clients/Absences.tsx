import { useState } from 'preact/hooks';
import { ABSENCES, type AbsenceKind, NO_ABSENCES } from '@/lib/papers';
import { dateText } from '@/lib/text';
import { useClock } from '../../shared/clock';
import { Choices } from '../../shared/controls/Choices';
import { Notice } from '../../shared/controls/Notice';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { RemoveList } from '../RemoveList';
import { usePaper } from '../use-paper';
import type { ClientPapers } from './ClientPage';

/** A day as a field for dates has it, where the practitioner is. */
const dayOf = (at: number): string => {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
};

/** Agreed sessions that were not held: listed, added by their day, and removed. */
export function Absences({ papers }: { papers: ClientPapers }) {
  const text = useText();
  const clock = useClock();
  const { of, readPaper, writes, write, newId } = papers;
  const { absences } = usePaper('absences', of, readPaper, writes) ?? NO_ABSENCES;
  const [day, setDay] = useState(() => dayOf(clock.now()));
  const [kind, setKind] = useState<AbsenceKind>('missed');
  const [problem, setProblem] = useState(false);
  const add = () => {
    // Noon, so that the day is the same in every place nearby.
    const at = new Date(`${day}T12:00`).getTime();
    setProblem(Number.isNaN(at));
    if (Number.isNaN(at)) return;
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
            onInput={({ currentTarget: { value } }) => setDay(value)}
          />
        </label>
        <Choices
          small
          name={text('absence_kind')}
          options={ABSENCES as readonly AbsenceKind[]}
          value={kind}
          label={(one) => text(`absence_${one}`)}
          onPick={(picked) => setKind(picked)}
        />
        <button type="submit" class="secondary">
          {text('absence_add')}
        </button>
      </PrivateForm>
      {problem && <Notice kind="alert">{text('absence_noDay')}</Notice>}
    </details>
  );
}
