import { useState } from 'preact/hooks';
import * as v from 'valibot';
import type { CalendarRead } from '@/lib/desk';
import { type Calendar, PRACTICE } from '@/lib/papers';
import { dateText, timeText } from '@/lib/text';
import { Notice } from '../../shared/controls/Notice';
import { PRIVATE_FIELD, PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { useUnsaved } from '../unsaved';

/** Where the day's appointments are from, and how to read others. Nothing is fetched. */
export function CalendarSource({
  calendar,
  onRead,
  onForget,
  title,
}: {
  calendar: Calendar | null;
  /** Its heading; null for none. */
  title: string | null;
  onRead(name: string, content: string): Promise<CalendarRead>;
  onForget(): void;
}) {
  const text = useText();
  const [{ problem, leftOut }, setRead] = useState<CalendarRead>({ problem: null, leftOut: 0 });
  const [pasted, setPasted] = useUnsaved(PRACTICE, 'calendar', v.string(), '');
  const read = async (name: string, content: string) => {
    const next = await onRead(name, content);
    setRead(next);
    if (!next.problem) setPasted('');
  };
  const isThere = calendar !== null && calendar.appointments.length > 0;
  return (
    <section class="calendar-source" aria-label={title ?? text('calendar')}>
      {title && <h2>{title}</h2>}
      <p class="dim">
        {isThere
          ? text(
              'calendar_from',
              calendar.name || text('calendar_pasted'),
              `${dateText(calendar.readAt, text.locale)}, ${timeText(calendar.readAt, text.locale)}`,
            )
          : text('calendar_none')}
      </p>
      {problem && <Notice kind="alert">{problem}</Notice>}
      {calendar !== null && leftOut > 0 && (
        <Notice kind="status">{text.count('calendar_leftOut', leftOut)}</Notice>
      )}
      <div class="button-row">
        <label class="file button">
          <span>{text(isThere ? 'calendar_newer' : 'calendar_read')}</span>
          <input
            type="file"
            accept=".ics,text/calendar"
            class="unseen"
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? [];
              if (file) void file.text().then((content) => read(file.name, content));
              currentTarget.value = '';
            }}
          />
        </label>
        {isThere && (
          <button type="button" class="quiet" onClick={onForget}>
            {text('calendar_forget')}
          </button>
        )}
      </div>
      <details>
        <summary>{text('calendar_paste')}</summary>
        <PrivateForm onSubmit={() => void read('', pasted)}>
          <textarea
            {...PRIVATE_FIELD}
            rows={4}
            aria-label={text('calendar_text')}
            value={pasted}
            onInput={({ currentTarget }) => setPasted(currentTarget.value)}
          />
          <button type="submit" class="secondary">
            {text('calendar_use')}
          </button>
        </PrivateForm>
      </details>
    </section>
  );
}
