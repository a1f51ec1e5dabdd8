import { Librarian, type StartLibrarian } from '@/lib/library';

/** A librarian that works in the page itself, over the store of a test. */
export const librarianHere: StartLibrarian = ({ vault, tell, onError }) => {
  const librarian = new Librarian({ vault, locks: navigator.locks, tell, onError });
  const stop = librarian.start();
  return { search: async (query, most) => librarian.search(query, most), stop };
};
