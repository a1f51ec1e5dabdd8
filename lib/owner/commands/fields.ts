import type { DraftField } from '../../notes';
import type { SessionContext, Step } from '../handler';
import { fieldName, NO_DRAFT, withDraft } from '../state';

/** Drops the drafts of fields whose text was saved. */
export async function dropFields(
  { panel, session, vault }: SessionContext,
  step: Step,
  fields: readonly DraftField[],
): Promise<Step> {
  let { drafts } = step.state;
  for (const field of fields) {
    const name = fieldName(panel, field);
    if (!drafts.has(name)) continue;
    await vault.putDraft(session.id, name, NO_DRAFT);
    drafts = withDraft(drafts, name, NO_DRAFT);
  }
  return { ...step, state: { ...step.state, drafts } };
}
