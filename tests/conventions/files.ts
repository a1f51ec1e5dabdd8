import { readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * The files under these folders, at any depth, whose names match. Paths are relative to the
 * project, with slashes.
 * @throws when a folder has none: a check that finds nothing to look at would pass
 */
export function filesUnder(folders: readonly string[], name: RegExp): readonly string[] {
  return folders.flatMap((folder) => {
    const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => name.test(file))
      .map((file) => path.posix.join(folder, file.replaceAll('\\', '/')));
    if (found.length === 0) throw new Error(`there is no file like ${name} under ${folder}`);
    return found;
  });
}
