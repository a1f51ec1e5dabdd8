/** What a session's notes say in its document: line by line, or told as sentences. */
import type { Note } from '../notes';
import type { Text } from '../text';
import { AGENDA, SAID } from './formats';

/** One line of a section, and the note that it is rendered from. */
export interface DocumentLine {
  readonly noteId: string;
  readonly text: string;
}

/** A note as a line of a document, marked where it is the practitioner's, or only offered. */
export function lineText(note: Note, text: Text): string {
  const words = withoutBreaks(note.text);
  const said = note.speaker === '' ? words : `${note.speaker}: ${words}`;
  switch (note.kind) {
    case 'offered':
      return text('docLine_offered', said);
    case 'said':
      // A reader must not take the client's words for the practitioner's.
      return note.speaker === '' ? text('docLine_said', words) : said;
    case 'question':
    case 'doubt':
      return text(`docLine_${note.kind}`, said);
    case 'observation':
      return text('docLine_observation', said);
    case 'topic':
    case 'focus': {
      const raised =
        note.raisedBy === null || note.raisedBy === 'client'
          ? said
          : text('docLine_raised', said, text(`raisedBy_${note.raisedBy}`));
      return note.topic === 'nextTime' ? text('docLine_nextTime', raised) : raised;
    }
    case 'theme':
      return text('docLine_theme', said);
    case 'plan': {
      const detail = [note.plan?.when, note.plan?.know].filter(Boolean).join('; ');
      const plan = detail ? `${said} (${detail})` : said;
      return note.plan?.chosen === false ? text('docLine_notChosen', plan) : plan;
    }
    default:
      return said;
  }
}

const withoutBreaks = (words: string) => words.replace(/\s*\n\s*/g, ' / ');

/** The end of a note that would stand inside a sentence. */
const withoutStop = (words: string) => withoutBreaks(words).replace(/[.;,\s]+$/, '');

/**
 * The session as one sentence for each of its notes' meanings: what the client brought, what was
 * explored, what they found, what was agreed. A part that has no note is left out.
 */
export function narrative(notes: readonly Note[], text: Text): readonly DocumentLine[] {
  const line = (noteId: string, words: string): DocumentLine => ({ noteId, text: words });
  const of = (...kinds: readonly string[]) => notes.filter(({ kind }) => kinds.includes(kind));
  const list = (some: readonly Note[]) =>
    new Intl.ListFormat(text.locale, { type: 'conjunction' }).format(
      some.map(({ text: words }) => withoutStop(words)),
    );
  const parts: DocumentLine[] = [];
  const add = (some: readonly Note[], say: (words: string) => string) => {
    const [first] = some;
    if (first) parts.push(line(first.id, say(list(some))));
  };
  const agenda = of(...AGENDA);
  for (const who of [...new Set(agenda.map(({ raisedBy }) => raisedBy ?? 'client'))])
    add(
      agenda.filter(({ raisedBy }) => (raisedBy ?? 'client') === who),
      (words) => text(`narrative_${who}`, words),
    );
  add(of(...SAID.filter((kind) => kind !== 'note'), 'theme'), (words) =>
    text('narrative_explored', words),
  );
  // Nobody has said whose words a plain note has. It doesn't pass for what was explored.
  add(of('note'), (words) => text('narrative_noted', words));
  add(of('response'), (words) => text('narrative_responded', words));
  add(of('takeaway'), (words) => text('narrative_identified', words));
  const plans = of('plan');
  add(
    plans.filter(({ plan }) => plan?.chosen !== false),
    (words) => text('narrative_agreed', words),
  );
  add(
    plans.filter(({ plan }) => plan?.chosen === false),
    (words) => text('narrative_offered', words),
  );
  if (parts.length === 0) return [];
  const [first] = parts;
  const sentence = `${parts.map((part) => part.text).join('; ')}.`;
  return [
    { noteId: first?.noteId ?? '', text: sentence.charAt(0).toUpperCase() + sentence.slice(1) },
  ];
}
