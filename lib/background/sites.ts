import type { ToHost } from '../messaging';

/** What attending sites needs from the browser. */
export interface SitesParts {
  /**
   * Match patterns of the sites that a person has let Perch run on, but for those it comes with.
   */
  granted(): Promise<readonly string[]>;
  /** Makes the panel run on exactly these sites, and the built-in ones, from now on. */
  register(patterns: readonly string[]): Promise<void>;
  /** Puts the panel into a tab that is open already. */
  inject(tabId: number): Promise<void>;
  /** The tabs that are open at these match patterns; all of them without patterns. */
  tabs(patterns?: readonly string[]): Promise<readonly number[]>;
  tell(tabId: number, message: ToHost): void;
}

/** Keeps Perch on the sites that a person has let it run on, and on no other. */
export interface Sites {
  /** Whether an address is of a host that a person has added. Known a moment after `attend`. */
  isAdded(url: string): boolean;
  attend(): Promise<void>;
  /** Told when Perch may run on these sites. */
  added(patterns: readonly string[]): Promise<void>;
  /** Told when Perch may no longer run on these sites. */
  removed(patterns: readonly string[]): Promise<void>;
}

const hostOf = (url: string): string => URL.parse(url)?.hostname ?? '';

export function attendSites({ granted, register, inject, tabs, tell }: SitesParts): Sites {
  let hosts: ReadonlySet<string> = new Set();
  const attend = async () => {
    const patterns = await granted();
    hosts = new Set(patterns.map((pattern) => hostOfPattern(pattern)));
    await register(patterns);
  };
  return {
    isAdded: (url) => hosts.has(hostOf(url)),
    attend,
    async added(patterns) {
      await attend();
      for (const tabId of await tabs(patterns)) await inject(tabId);
    },
    async removed(patterns) {
      await attend();
      if (patterns.length === 0) return;
      // Their scripts are still there until the pages are loaded anew, and tell where they are.
      for (const tabId of await tabs()) tell(tabId, { type: 'withdrawn', origins: [...patterns] });
    },
  };
}

const hostOfPattern = (pattern: string): string =>
  pattern.slice('https://'.length).split('/')[0] ?? '';
