import type { ToHost } from '../messaging';
import { isEverywhere, KNOWN_PATTERNS, OPTIONAL_PATTERNS } from '../sites';

/** What `attendSites` needs from the browser. */
export interface SitesParts {
  /** Match patterns of the sites the user has allowed, without the built-in ones. */
  granted(): Promise<readonly string[]>;
  /** The sites that the panel runs on, which the browser keeps; null if that isn't clear. */
  registered(): Promise<readonly string[] | null>;
  /** Runs the panel on exactly these sites, beside the built-in ones, from now on. */
  register(patterns: readonly string[]): Promise<void>;
  /** Puts the panel into a tab that is already open. */
  inject(tabId: number): Promise<void>;
  /** The ids of open tabs that match these patterns; all tabs without patterns. */
  tabs(patterns?: readonly string[]): Promise<readonly number[]>;
  tell(tabId: number, message: ToHost): void;
}

/** Keeps Perch on the sites the user has allowed, and on no others. */
export interface Sites {
  /**
   * Whether an address is on a host the user has added. Unknown until `attend` has read the list.
   */
  isAdded(url: string): boolean;
  attend(): Promise<void>;
  /** Call it when the user has allowed Perch on these sites. */
  added(patterns: readonly string[]): Promise<void>;
  /** Call it when Perch may no longer run on these sites. */
  removed(patterns: readonly string[]): Promise<void>;
}

const sameSites = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((pattern) => other.includes(pattern));

const hostOf = (url: string): string => URL.parse(url)?.hostname ?? '';

export function attendSites({
  granted,
  registered,
  register,
  inject,
  tabs,
  tell,
}: SitesParts): Sites {
  let hosts: ReadonlySet<string> = new Set();
  const attendNow = async (): Promise<readonly string[]> => {
    const patterns = await granted();
    hosts = new Set(patterns.map((pattern) => hostOfPattern(pattern)));
    const before = await registered();
    // A page that loads between the two would have no panel, so what is the same stays.
    if (before === null || !sameSites(before, patterns)) await register(patterns);
    return patterns;
  };
  let attending: Promise<unknown> = Promise.resolve();
  /** One after the other, because two registrations at once would refuse each other. */
  const attend = () => {
    const mine = attending.then(attendNow, attendNow);
    attending = mine;
    return mine;
  };
  return {
    isAdded: (url) => hosts.has(hostOf(url)),
    attend: async () => void (await attend()),
    async added(patterns) {
      await attend();
      for (const tabId of await tabs(meant(patterns, KNOWN_PATTERNS))) await inject(tabId);
    },
    async removed(patterns) {
      const left = await attend();
      const gone = OPTIONAL_PATTERNS.filter((pattern) => !left.includes(pattern));
      const origins = meant(patterns, gone);
      if (origins.length === 0) return;
      // Scripts stay in open pages until a reload, and each host knows its own address.
      for (const tabId of await tabs()) tell(tabId, { type: 'withdrawn', origins });
    },
  };
}

/**
 * The sites that a change of permissions is about. One for all sites is about the known ones: it
 * doesn't say which other site the user means.
 */
const meant = (patterns: readonly string[], known: readonly string[]): string[] =>
  patterns.some(isEverywhere)
    ? [...patterns.filter((pattern) => !isEverywhere(pattern)), ...known]
    : [...patterns];

const hostOfPattern = (pattern: string): string =>
  pattern.slice('https://'.length).split('/')[0] ?? '';
