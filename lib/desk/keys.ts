/** What stands in the way of a key; null for nothing that is known. */
export type KeyTrouble = 'none' | 'layout' | 'letters' | 'call' | 'menu' | null;

/** Keys with Alt of Zoom's desktop programs and of Jitsi's handbook. Checked 2026-10. */
const CALLS = /^Alt\+[ABCFHILMNOPQRSTUVY]$/;
/** Further keys with Alt of Chromium's and Firefox's English menus. */
const MENUS = /^Alt\+[DE]$/;

/**
 * What stands in the way of a global key on a system, so that it can be said beside the key.
 * @param key as the browser writes it, such as `Alt+K` or `⌥K`; empty if the command has none,
 * which may mean that another extension has taken it
 * @param os as `runtime.getPlatformInfo` says it, such as `mac`
 */
export function keyTrouble(key: string, os: string): KeyTrouble {
  if (key === '') return 'none';
  const held = key.replaceAll(' ', '');
  if (os === 'mac') {
    const option = /⌥|Alt|Option/.test(held);
    return option && !/⌃|⌘|Ctrl|Command/.test(held) ? 'letters' : null;
  }
  if (/^Alt\+Shift\+/.test(held)) return 'layout';
  if (CALLS.test(held)) return 'call';
  return MENUS.test(held) ? 'menu' : null;
}
