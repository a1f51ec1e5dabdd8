/** Files that are put together before the browser's downloads take them over. */
export interface Scratch {
  /** Makes a file of its own for one download. */
  make(): Promise<ScratchFile>;
  /** Removes every file that no page of the desk works with or hands over now. */
  clear(): Promise<void>;
}

export interface ScratchFile {
  readonly name: string;
  /** What is written replaces what the file held, once it is closed. */
  writable(): Promise<WritableStream<Uint8Array<ArrayBuffer>>>;
  read(): Promise<Blob>;
  /** Removes the file: at once, or once the downloads must have taken it over. */
  done(handedOver: boolean): void;
}

export interface ScratchParts {
  /** A folder that no other program reads. */
  folder(): Promise<FileSystemDirectoryHandle>;
  /** Among pages of the desk: each file is held by the page that works with it. */
  readonly locks: Pick<LockManager, 'request'>;
  newId(): string;
  /** Calls back after so many milliseconds. */
  later(run: () => void, ms: number): unknown;
}

/** How long the downloads may take to take a file over, in milliseconds. */
const HAND_OVER = 60_000;
const lockOf = (name: string) => `scratch ${name}`;

export function createScratch({ folder, locks, newId, later }: ScratchParts): Scratch {
  const remove = async (name: string) => (await folder()).removeEntry(name).catch(() => {});

  /** Holds a file's lock until what this resolves with is called. */
  const hold = (name: string) =>
    new Promise<() => void>((held, failed) => {
      locks
        .request(lockOf(name), () => new Promise<void>((release) => held(release)))
        .catch(failed);
    });

  return {
    async make() {
      const name = `${newId()}.age`;
      const release = await hold(name);
      const end = () => void remove(name).finally(release);
      try {
        const handle = await (await folder()).getFileHandle(name, { create: true });
        return {
          name,
          writable: () => handle.createWritable(),
          read: () => handle.getFile(),
          done: (handedOver) => void (handedOver ? later(end, HAND_OVER) : end()),
        };
      } catch (error) {
        release();
        throw error;
      }
    },
    async clear() {
      const names: string[] = [];
      for await (const name of (await folder()).keys()) names.push(name);
      for (const name of names)
        await locks.request(lockOf(name), { ifAvailable: true }, async (free) => {
          if (free) await remove(name);
        });
    },
  };
}

/** A file in memory, for where the browser has no folder for Perch or no room in it. */
export function inMemory(name: string): ScratchFile {
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  return {
    name,
    async writable() {
      chunks = [];
      return new WritableStream({ write: (chunk) => void chunks.push(chunk) });
    },
    read: async () => new Blob(chunks),
    done() {},
  };
}
