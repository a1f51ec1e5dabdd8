import type * as v from 'valibot';
import type { RecordRow } from '../../store';
import type { VaultCore } from '../core';
import type { logBody } from '../records';

/**
 * What was done with whole files, when, and how many sessions and notes were in them. It holds no
 * content and no names.
 */
export type LogEntry = v.InferOutput<typeof logBody>;

/** A sealed row of the log. */
export async function logRow(core: VaultCore, entry: LogEntry): Promise<RecordRow> {
  const id = crypto.randomUUID();
  return { id, body: await core.seal('log', id, entry) };
}
