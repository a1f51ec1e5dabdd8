import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

/** The folder of the records that list each built file's modules, by path within the project. */
export const RECORD_FOLDER = path.join('.wxt', 'bundles');

/** Records which modules went into which file, beside the build and never in it. */
export function bundleRecord(browser: string): Plugin {
  const root = process.cwd();
  return {
    name: 'perch-bundle-record',
    apply: 'build',
    generateBundle(_, bundle) {
      mkdirSync(RECORD_FOLDER, { recursive: true });
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const modules = Object.entries(chunk.modules)
          .filter(([, { renderedLength }]) => renderedLength > 0)
          .map(([id]) => path.relative(root, id.replace(/^\0/, '')));
        const name = `${browser}--${chunk.fileName.replaceAll('/', '--')}.json`;
        writeFileSync(
          path.join(RECORD_FOLDER, name),
          JSON.stringify({ file: chunk.fileName, modules }, null, 1),
        );
      }
    },
  };
}
