export { compareHeads, type Head, type HeadEnd, type HeadPlan, headOf, withHeads } from './head';
export { type LibrarianAtWork, librarianInWorker, type StartLibrarian } from './in-worker';
export { type Found, Librarian, type News, readHeads } from './librarian';
export { type FoundNote, type FoundSession, NO_HITS, type Written } from './text-index';
