import { notesFor } from './destinations';
import type { Note, RaisedBy } from './note';

/** What an earlier session has left to come back to. */
export interface Carried {
  readonly noteId: string;
  readonly kind: 'topic' | 'unfinished' | 'plan';
  readonly text: string;
  /** Who brought a topic up; null for what is none. */
  readonly raisedBy: RaisedBy | null;
}

/**
 * What a session's record leaves to come back to: topics that were kept for later or for next time,
 * what was left unfinished, and plans that the client has chosen. In the order of the notes.
 */
export const carriedFrom = (notes: readonly Note[]): readonly Carried[] =>
  notesFor('record', notes).flatMap(({ id, kind, text, topic, plan, raisedBy }) => {
    const stays =
      (kind === 'topic' && topic !== 'open') || kind === 'unfinished' || plan?.chosen === true;
    return stays && (kind === 'topic' || kind === 'unfinished' || kind === 'plan')
      ? [{ noteId: id, kind, text, raisedBy }]
      : [];
  });

/** What a client brought up themselves in a session, in their words: topics and focuses. */
export const broughtUpIn = (notes: readonly Note[]): readonly string[] =>
  notesFor('aloud', notes).flatMap(({ kind, text, raisedBy, speaker }) =>
    // What one of two clients brought up isn't told the other one.
    (kind === 'topic' || kind === 'focus') && raisedBy === 'client' && speaker === '' ? [text] : [],
  );

/** The themes that a session's record names, in the order of the notes. */
export const themesIn = (notes: readonly Note[]): readonly string[] =>
  notesFor('record', notes).flatMap(({ kind, text }) => (kind === 'theme' ? [text] : []));
