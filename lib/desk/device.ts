import { computed, type ReadonlySignal, signal } from '@preact/signals';
import {
  accessTo,
  BUILT_IN_PATTERNS,
  isEverywhere,
  KNOWN_PATTERNS,
  SITES,
  type SiteState,
} from '../sites';
import { freeSpace, isLow } from '../store';
import { type KeyTrouble, keyTrouble } from './keys';

/** How this device keeps what Perch stores. Null while the browser is asked. */
export interface StorageState {
  readonly persisted: boolean | null;
  readonly usedBytes: number | null;
  /** How many bytes more the browser would store. */
  readonly freeBytes: number | null;
  /** How many messages the background has refused since the browser started. */
  readonly refused: number | null;
  readonly version: string;
}

/** A key combination of the browser's own, and what it does, in the user's words. */
export interface ShownCommand {
  readonly what: string;
  /** Empty when it has no key. */
  readonly key: string;
  readonly trouble: KeyTrouble;
}

/** What the desk shows of the browser, and lets a person change there. */
export interface DeskDevice {
  readonly storage: ReadonlySignal<StorageState>;
  /** Whether the browser would store little more. */
  readonly lowOnSpace: ReadonlySignal<boolean>;
  /** Null while the browser is asked. */
  readonly sites: ReadonlySignal<readonly SiteState[] | null>;
  /** Whether the browser lets Perch run everywhere. */
  readonly everywhere: ReadonlySignal<boolean>;
  /** Null while the browser is asked. */
  readonly commands: ReadonlySignal<readonly ShownCommand[] | null>;
  readStorage(): Promise<void>;
  readSites(): Promise<void>;
  readCommands(): Promise<void>;
  /** Asks the browser not to remove what is stored, and says whether it agreed. */
  persist(): Promise<boolean>;
}

/** What it asks of the browser. */
export interface DeviceParts {
  readonly version: string;
  readonly storage: StorageManager;
  /** The background's counts of refused messages, by what they were. */
  refusals(): Promise<Readonly<Record<string, number>>>;
  /** Match patterns that the browser lets Perch run on. */
  origins(): Promise<readonly string[]>;
  /** Of those, the ones that a person has allowed, beside the built-in ones. */
  granted(known: readonly string[], builtIn: readonly string[]): Promise<readonly string[]>;
  allows(patterns: readonly string[]): Promise<boolean>;
  /** The system, as `runtime.getPlatformInfo` says it. */
  os(): Promise<string>;
  commands(): Promise<readonly { readonly description?: string; readonly shortcut?: string }[]>;
}

export function createDevice(parts: DeviceParts): DeskDevice {
  const storage = signal<StorageState>({
    persisted: null,
    usedBytes: null,
    freeBytes: null,
    refused: null,
    version: parts.version,
  });
  const sites = signal<readonly SiteState[] | null>(null);
  const everywhere = signal(false);
  const commands = signal<readonly ShownCommand[] | null>(null);

  const device: DeskDevice = {
    storage,
    lowOnSpace: computed(() => storage.value.freeBytes !== null && isLow(storage.value.freeBytes)),
    sites,
    everywhere,
    commands,
    async readStorage() {
      const [persisted, { usage }, free, refusals] = await Promise.all([
        parts.storage.persisted(),
        parts.storage.estimate(),
        freeSpace(parts.storage),
        parts.refusals(),
      ]);
      storage.value = {
        version: parts.version,
        persisted,
        usedBytes: usage ?? null,
        freeBytes: Number.isFinite(free) ? free : null,
        refused: Object.values(refusals).reduce((sum, count) => sum + count, 0),
      };
    },
    async readSites() {
      const origins = await parts.origins();
      const granted = await parts.granted(KNOWN_PATTERNS, BUILT_IN_PATTERNS);
      const own = granted.filter((pattern) => !KNOWN_PATTERNS.includes(pattern));
      const others = own.flatMap((pattern) => accessTo(pattern.replace('*', '')) ?? []);
      everywhere.value = origins.some(isEverywhere);
      sites.value = await Promise.all(
        [...SITES, ...others].map(async ({ name, patterns, builtIn }) => ({
          name,
          patterns,
          builtIn,
          allowed: await parts.allows(patterns),
        })),
      );
    },
    async readCommands() {
      const os = await parts.os();
      commands.value = (await parts.commands()).flatMap(({ description, shortcut: key = '' }) =>
        description ? [{ what: description, key, trouble: keyTrouble(key, os) }] : [],
      );
    },
    async persist() {
      const kept = await parts.storage.persist();
      await device.readStorage();
      return kept;
    },
  };
  return device;
}
