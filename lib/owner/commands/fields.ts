import type { DraftField } from '../../notes';
import type { SessionContext, Step } from '../handler';
import { fieldName, NO_DRAFT, withDraft } from '../state';

/** Drops the draft of a field whose text was saved. */
export async function dropField(
  { panel, session, vault }: SessionContext,
  step: Step,
  field: DraftField,
): Promise<Step> {
  const name = fieldName(panel, field);
  if (!step.state.drafts.has(name)) return step;
  await vault.putDraft(session.id, name, NO_DRAFT);
  return {
    ...step,
    state: { ...step.state, drafts: withDraft(step.state.drafts, name, NO_DRAFT) },
  };
}
