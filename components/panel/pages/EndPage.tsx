import { useId, useState } from 'preact/hooks';
import type { Problem } from '@/lib/messaging';
import { CORRECTIONS, type Correction, correctedEnd } from '@/lib/session';
import { Choices } from '../../shared/controls/Choices';
import { Notice } from '../../shared/controls/Notice';
import { fieldTime } from '../../shared/format';
import { problemText } from '../../shared/problem';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import type { PageProps } from './page-props';

/** The end, corrected with a reason. There is no other way to move it. */
export function EndPage({ session, onPage }: PageProps) {
  const text = useText();
  const { act } = usePanel();
  const id = useId();
  const [time, setTime] = useState(fieldTime(session.endsAt));
  const [reason, setReason] = useState<Correction | null>(null);
  const [problem, setProblem] = useState<Problem | 'endUnreadable' | 'reasonMissing' | null>(null);
  const save = async () => {
    const endsAt = correctedEnd(time, session.startedAt);
    if (typeof endsAt === 'string') return setProblem(endsAt);
    if (reason === null) return setProblem('reasonMissing');
    const reply = await act({ type: 'record', event: { type: 'endCorrected', endsAt, reason } });
    if (reply.ok) onPage(null);
  };
  return (
    <form
      class="panel-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p>{text('end_hint')}</p>
      <label class="field">
        <span>{text('start_endTime')}</span>
        <input
          type="time"
          value={time}
          aria-describedby={`${id}-said`}
          onInput={({ currentTarget }) => {
            setProblem(null);
            setTime(currentTarget.value);
          }}
        />
      </label>
      <Choices
        name={text('end_reason')}
        options={CORRECTIONS}
        value={reason}
        label={(option) => text(`correction_${option}`)}
        onPick={(option) => {
          setProblem(null);
          setReason(option);
        }}
      />
      <div id={`${id}-said`}>
        {problem && <Notice kind="alert">{problemText(text, problem)}</Notice>}
      </div>
      <button type="submit" class="primary">
        {text('page_end')}
      </button>
    </form>
  );
}
