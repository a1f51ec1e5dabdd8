import { useId, useState } from 'preact/hooks';
import type { Problem } from '@/lib/messaging';
import { bookedWithin } from '@/lib/practice';
import { problemText } from '@/lib/problems';
import { CORRECTIONS, type Correction, clockOf, correctedEnd, halfDayOff } from '@/lib/session';
import { Choices } from '../../shared/controls/Choices';
import { DidYouMean } from '../../shared/controls/DidYouMean';
import { Notice } from '../../shared/controls/Notice';
import { TimeField } from '../../shared/controls/TimeField';
import { useTimeText, useZone } from '../../shared/local-time';
import { useText } from '../../shared/text';
import { useKeptFocus } from '../../shared/use-kept-focus';
import { usePanel } from '../context';
import type { PageProps } from './page-props';

/** Corrects the end, with a reason. Nothing else moves it. */
export function EndPage({ session, practice, onPage, fields }: PageProps) {
  const text = useText();
  const zone = useZone();
  const { act } = usePanel();
  const id = useId();
  const box = useKeptFocus<HTMLFormElement>();
  const typed = fields('endsAt');
  const [time, setTime] = useState(typed.words || clockOf(session.endsAt, zone));
  const [reason, setReason] = useState<Correction | null>(null);
  const [problem, setProblem] = useState<Problem | 'endUnreadable' | 'reasonMissing' | null>(null);
  const timeText = useTimeText();
  const ends = correctedEnd(time, session.startedAt, zone);
  const next =
    typeof ends === 'string' ? null : bookedWithin(practice.booked, session.startedAt, ends);
  const meant = halfDayOff(time, session.startedAt, zone);
  const change = (value: string) => {
    setProblem(null);
    setTime(value);
    typed.set(value);
  };
  const save = async () => {
    if (typeof ends === 'string') return setProblem(ends);
    if (reason === null) return setProblem('reasonMissing');
    const reply = await act({
      type: 'record',
      event: { type: 'endCorrected', endsAt: ends, reason },
    });
    if (!reply.ok) return;
    typed.set('');
    onPage(null);
  };
  return (
    <form
      ref={box}
      tabIndex={-1}
      class="panel-form"
      noValidate
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p>{text('end_hint')}</p>
      <TimeField
        label={text('start_endTime')}
        value={time}
        describedBy={`${id}-said`}
        onInput={change}
      />
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
        {problem && (
          <Notice kind="alert">
            {problemText(text, problem)}{' '}
            {meant && <DidYouMean clocks={[meant]} onUse={() => change(meant)} />}
          </Notice>
        )}
        {next && <Notice kind="status">{text('end_intoNext', timeText(next.at))}</Notice>}
      </div>
      <button type="submit" class="primary">
        {text('page_end')}
      </button>
    </form>
  );
}
