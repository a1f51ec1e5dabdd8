import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A text that is nowhere else, to be looked for. */
export const marker = (what: string) => `${what}zebra${Date.now()}`;

/**
 * The files under a profile's folder that contain any of these texts in UTF-8 or UTF-16. Firefox's
 * session files are unpacked. Files that vanish or are locked meanwhile are left out. It reads
 * every file, so ask for all texts at once, and rarely.
 */
export function filesHolding(profile: string, ...texts: readonly string[]): readonly string[] {
  return readdirSync(profile, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => isHolding(file, ...texts))
    .map((file) => path.relative(profile, file));
}

/** Whether a file contains any of these texts. A missing file contains none. */
export function isHolding(file: string, ...texts: readonly string[]): boolean {
  try {
    const bytes = readFileSync(file);
    const content = bytes.subarray(0, MAGIC.length).equals(MAGIC) ? unpack(bytes) : bytes;
    return texts.some(
      (text) =>
        content.includes(Buffer.from(text)) || content.includes(Buffer.from(text, 'utf16le')),
    );
  } catch {
    return false;
  }
}

const MAGIC = Buffer.from('mozLz40\0');

/**
 * Unpacks one LZ4 block with Firefox's header: the magic bytes, then the unpacked size in four
 * bytes.
 */
function unpack(packed: Buffer): Buffer {
  const out = Buffer.alloc(packed.readUInt32LE(MAGIC.length));
  let from = MAGIC.length + 4;
  let to = 0;
  const length = (nibble: number) => {
    let total = nibble;
    for (let byte = nibble === 15 ? 255 : 0; byte === 255; total += byte)
      byte = packed[from++] ?? 0;
    return total;
  };
  while (from < packed.length) {
    const token = packed[from++] ?? 0;
    const literals = length(token >> 4);
    packed.copy(out, to, from, from + literals);
    from += literals;
    to += literals;
    if (from >= packed.length) break;
    const back = packed.readUInt16LE(from);
    from += 2;
    // Byte by byte, because a match may overlap its own output.
    for (let left = length(token & 15) + 4; left > 0; left -= 1, to += 1)
      out[to] = out[to - back] ?? 0;
  }
  return out;
}
