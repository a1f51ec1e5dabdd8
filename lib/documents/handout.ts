import { type Handout, hasContent } from '../papers';
import { offsetAt } from '../session';
import { dayText, type Text } from '../text';
import type { SessionRecord } from '../vault';
import { notesOf, planText } from './documents';

/** Whether a client has anything to take along from a session. */
export const hasHandout = (session: SessionRecord, handout: Handout): boolean =>
  hasContent(handout) || notesOf(session, 'client').length > 0;

/**
 * What a client takes along from a session as plain text: what was marked for them, exercises with
 * their instructions, a few words. It names the day, and nobody.
 */
export function handoutText(session: SessionRecord, handout: Handout, text: Text): string {
  const at = session.events[0]?.at ?? 0;
  const marked = notesOf(session, 'client').map((note) => planText(note, text));
  return [
    dayText(at, text.locale, offsetAt(session.events, at)),
    ...marked.flatMap((words) => ['', words]),
    ...handout.exercises.flatMap(({ name, instructions }) => [
      '',
      name,
      ...(instructions === '' ? [] : [instructions]),
    ]),
    ...(handout.words === '' ? [] : ['', handout.words]),
  ].join('\n');
}
