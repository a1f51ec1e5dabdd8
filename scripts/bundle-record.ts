import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

/**
 * Where it is written which modules each built file was made of. Paths are relative to the project.
 */
export const RECORD_FOLDER = path.join('.wxt', 'bundles');

/** Writes a record beside the build (never into it) of which modules went into which file. */
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
