import type { HeaderField } from '@/lib/papers';

/** The names of a session's editors, by which what is half typed in them is kept. */
export const noteEditor = (sessionId: string) => `${sessionId} note`;
export const newNoteEditor = (sessionId: string) => `${sessionId} new note`;
export const headEditor = (sessionId: string, field: HeaderField) => `${sessionId} head ${field}`;
export const sectionEditor = (sessionId: string, format: string, section: string) =>
  `${sessionId} ${format} ${section}`;
export const addendumEditor = (sessionId: string) => `${sessionId} addendum`;
