import type { Plugin, Rolldown } from 'vite';

/**
 * Bytes before compression. A smaller part of what pages share joins the part that is most like it.
 * Larger bounds have parts import each other in a circle.
 */
const SMALL = 10_000;

/**
 * Puts what pages share into few files. A browser reads each file of an extension by itself, so
 * that a page of twenty small ones begins later than a page of eight.
 * @throws when two files import each other, because neither could begin then
 */
export function fewChunks(): Plugin {
  return {
    name: 'perch-few-chunks',
    apply: 'build',
    outputOptions(options) {
      // Scripts of call pages are one file each, and take no groups.
      if (options.format !== 'es') return null;
      return {
        ...options,
        codeSplitting: {
          groups: [
            {
              name: 'shared',
              // A page's own script begins that page and no other.
              test: (id: string) => !id.includes('/entrypoints/'),
              minShareCount: 2,
              entriesAware: true,
              entriesAwareMergeThreshold: SMALL,
            },
          ],
        },
      };
    },
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      for (const chunk of chunks)
        if (reaches(chunk.fileName, chunk.fileName, bundle))
          this.error(`${chunk.fileName} imports itself by way of others: choose a smaller bound`);
    },
  };
}

/** Whether the imports of a built file lead to another one, at whatever distance. */
function reaches(from: string, to: string, bundle: Rolldown.OutputBundle): boolean {
  const found = new Set<string>();
  const left = [from];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const file = bundle[next];
    if (file?.type !== 'chunk') continue;
    for (const imported of file.imports) {
      if (imported === to) return true;
      if (found.has(imported)) continue;
      found.add(imported);
      left.push(imported);
    }
  }
  return false;
}
