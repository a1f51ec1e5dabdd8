import type { NoteView, SessionView } from '@/lib/messaging';
import { latestText, notesFor } from '@/lib/notes';
import { type Slots, spokenMinutes } from '@/lib/prompts';
import { clockOf, MINUTE, type Timeline } from '@/lib/session';
import { type Text, timeText } from '@/lib/text';

const RIGHT_NOW = 3 * MINUTE;

/**
 * Values for a prompt's slots, from the clock and the notes of the record.
 * @param zone the clock's offset from UTC in minutes; null for the page's own time zone
 */
export function promptSlots(
  view: SessionView,
  session: Timeline,
  text: Text,
  zone: number | null = null,
): Slots {
  // The practitioner says these words to the client.
  const notes = notesFor('aloud', view.notes);
  const minutes = spokenMinutes(session.remainingMs);
  const hour = Number(clockOf(session.startedAt + session.elapsedMs, zone).slice(0, 2));
  const topics = notes.filter(({ kind }) => kind === 'topic');
  const since = notes.findLast(({ kind }) => kind === 'focus')?.intoMs ?? Number.POSITIVE_INFINITY;
  // What is about this moment is offered only for a short time.
  const justNow = (what: NoteView['kind'], among = notes) =>
    among.findLast(({ kind, intoMs }) => kind === what && session.elapsedMs - intoMs < RIGHT_NOW)
      ?.text ?? '';
  const noticed = justNow('observation');
  // How a session was opened is noted in one press, in Perch's words. Of two clients, nobody is
  // told what the other one said.
  const own = notes.filter(({ leg, speaker }) => leg !== 'opening' && speaker === '');
  const topic = (...states: readonly string[]) =>
    theirs(topics.findLast((line) => line.topic !== null && states.includes(line.topic)));
  const options = notes.filter(({ plan }) => plan && !plan.chosen).map((line) => line.text);
  const chosen = notes.findLast(({ plan }) => plan?.chosen)?.text;
  return {
    'minutes left': minutes === null ? '' : text.count('minutes', minutes),
    'end time':
      session.remainingMs > 0 ? timeText(session.endsAt, text.locale, zone ?? undefined) : '',
    'time of day': text(hour < 12 ? 'day_morning' : hour < 18 ? 'day_afternoon' : 'day_evening'),
    focus: theirs(notes.findLast(({ kind }) => kind === 'focus')),
    topic: topic('open'),
    // A topic that came up after the focus was named.
    'current topic': theirs(
      topics.findLast((line) => line.topic === 'open' && line.intoMs > since),
    ),
    'parked topic': topic('later', 'nextTime'),
    'frequent topic': view.client?.frequent ?? '',
    takeaway: latestText(notes, 'takeaway') ?? '',
    plan: chosen ?? '',
    observation: isSaidTo(noticed) ? noticed : '',
    said: justNow('said', own),
    'option a': options[0] ?? '',
    'option b': options[1] ?? '',
    mandate: view.client?.mandate ?? '',
  };
}

/** What the client brought up, in words. What others did is not quoted as if they had. */
const theirs = (note: Pick<NoteView, 'text' | 'raisedBy'> | undefined): string =>
  note && (note.raisedBy === null || note.raisedBy === 'client') ? note.text : '';

/** Whether a note speaks to the client. Others are for the file, and sound odd when said. */
const isSaidTo = (words: string): boolean => /^(?:that )?you(?:r|['’]re|['’]ve)?\b/i.test(words);
