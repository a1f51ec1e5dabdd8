import type { HeaderField } from '@/lib/papers';

/** The names of a session's editors, by which what is half typed in them is kept. */
export const noteEditor = (sessionId: string) => `${sessionId} note`;
export const newNoteEditor = (sessionId: string) => `${sessionId} new note`;
export const headEditor = (sessionId: string, field: HeaderField) => `${sessionId} head ${field}`;
export const sectionEditor = (sessionId: string, format: string, section: string) =>
  `${sessionId} ${format} ${section}`;
export const addendumEditor = (sessionId: string) => `${sessionId} addendum`;

/** What a practitioner can ask themselves after a session. */
export const QUESTIONS = ['noticed', 'engaged', 'worked', 'adjust'] as const;
export const questionEditor = (sessionId: string, question: (typeof QUESTIONS)[number]) =>
  `${sessionId} ${question}`;
export const privateEditor = (sessionId: string) => `${sessionId} private`;
export const allianceEditor = (sessionId: string) => `${sessionId} alliance`;

/** All in which something private is written after a session. */
export const reflectionEditors = (sessionId: string): readonly string[] => [
  privateEditor(sessionId),
  allianceEditor(sessionId),
  ...QUESTIONS.map((question) => questionEditor(sessionId, question)),
];
