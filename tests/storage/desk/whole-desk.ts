import { expect } from 'vitest';
import { createDesk } from '@/lib/desk/desk';
import { english } from '../../fixtures/english.ts';
import { cheapAge } from '../cheap-age.ts';
import { cheap } from '../cheap-derive.ts';
import { storeCalled } from '../stores.ts';
import { librarianHere } from './librarian.ts';

/** The desk with all its parts, over a store of this name that is empty at first. */
export async function wholeDesk(
  name: string,
  folder: () => Promise<FileSystemDirectoryHandle>,
  save: (file: Blob, name: string) => void,
) {
  let root: string | null = null;
  const desk = createDesk({
    text: english,
    now: () => 1_000,
    newId: () => crypto.randomUUID(),
    openStore: async () => storeCalled(name),
    isNewer: async () => false,
    openElsewhere: null,
    tally: { read: async () => null, write: async () => {} },
    removeStore: async () => {},
    root: {
      read: async () => root,
      async write(next) {
        root = next;
        desk.open();
      },
    },
    derive: cheap,
    locks: navigator.locks,
    librarian: librarianHere,
    age: cheapAge,
    folder,
    later: () => {},
    save,
    every: () => {},
    chooseFile: null,
    makeUp: () => 'made up',
    passkeys: { offered: async () => false, create: async () => null, secretOf: async () => null },
    device: {
      version: '0.1.0',
      storage: navigator.storage,
      refusals: async () => ({}),
      origins: async () => [],
      granted: async () => [],
      allows: async () => false,
      os: async () => 'linux',
      commands: async () => [],
    },
    browser: {
      rehearsal: '',
      tellsScreenLock: true,
      tellsShares: false,
      allowSite: async () => false,
      withdrawSite: async () => {},
      allowNotices: async () => false,
      openOutside() {},
      showCall: async () => true,
      loadSettings() {},
      changeKeys() {},
      resetPlacements: async () => async () => {},
    },
  });
  desk.open();
  await expect.poll(() => desk.library.value).not.toBeNull();
  return desk;
}
