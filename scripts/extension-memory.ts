import { readdirSync, readFileSync } from 'node:fs';

/**
 * Bytes of memory of a running Chromium's extension processes: all pages of the extension with
 * their workers, and the background. What several processes share is divided among them. Null
 * where the system doesn't tell, as only Linux does.
 * @param profile the browser's profile, which tells it from others that run
 */
export function extensionMemory(profile: string): number | null {
  const processes = processesNow();
  const browser = processes.find(
    ({ command }) => command.includes(profile) && !command.includes('--type='),
  );
  const sizes = processes
    .filter(({ group, command }) => group === browser?.group && /--extension-process/.test(command))
    .map(({ pid }) => Number(/^Pss:\s+(\d+) kB/m.exec(file(pid, 'smaps_rollup'))?.[1]) * 1_024);
  return sizes.length === 0 ? null : sizes.reduce((sum, bytes) => sum + bytes, 0);
}

const processesNow = () =>
  readdirSync('/proc', { encoding: 'utf8' })
    .filter((pid) => /^\d+$/.test(pid))
    .map((pid) => ({
      pid,
      command: file(pid, 'cmdline').replaceAll('\0', ' '),
      // Its name, in brackets, may have spaces; state, parent and group come after it.
      group:
        file(pid, 'stat')
          .replace(/^.*\) /s, '')
          .split(' ')[2] ?? '',
    }));

/** Empty for a process that has ended meanwhile. */
function file(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
