import type { Note } from './note';

/** Where the text of a note can go: said to the client, or into a document. */
export const DESTINATIONS = ['aloud', 'record', 'private', 'client'] as const;
export type Destination = (typeof DESTINATIONS)[number];

type Leaving = Pick<Note, 'compartment' | 'clientCopy'> & Partial<Pick<Note, 'deleted'>>;

/**
 * Whether a note's text may go there. This is the one rule for text that leaves its compartment:
 * a private note goes into a document of private notes and nowhere else, and a deleted one nowhere.
 */
export function mayGoTo(
  destination: Destination,
  { compartment, clientCopy, deleted = false }: Leaving,
): boolean {
  if (deleted) return false;
  if (destination === 'private') return compartment === 'private';
  return compartment === 'record' && (destination !== 'client' || clientCopy);
}

/** The notes whose text may go there, in their order. */
export const notesFor = <N extends Leaving>(
  destination: Destination,
  notes: readonly N[],
): readonly N[] => notes.filter((note) => mayGoTo(destination, note));

/**
 * What is written beside notes, and where it may go: the session with its times, legs, reasons and
 * document; the client's file with what was said for their card; the mandate, of which a prompt may
 * speak; what might come up, which is private; and what the client takes along.
 */
const BESIDE = {
  session: ['record'],
  file: ['record'],
  mandate: ['record', 'aloud'],
  ahead: ['private'],
  handout: ['record', 'client'],
} as const satisfies Readonly<Record<string, readonly Destination[]>>;

/** Whether what is written beside notes may go there. */
export const besideMayGoTo = (destination: Destination, what: keyof typeof BESIDE): boolean =>
  (BESIDE[what] as readonly Destination[]).includes(destination);
