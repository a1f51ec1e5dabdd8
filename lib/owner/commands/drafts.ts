import { LONGEST_DRAFT, samePlan } from '../../notes';
import type { Draft } from '../../vault';
import { done, type Handlers, refused } from '../handler';
import { draftName, editName, fieldName, NO_DRAFT, withDraft } from '../state';

/** Commands that keep drafts. A draft is shown only in the panel it was typed in. */
export const DRAFT_COMMANDS: Handlers<'draft' | 'draftEdit' | 'draftField' | 'card'> = {
  draft: {
    needs: 'session',
    shows: 'nobody',
    async run(context, { type: _, ...draft }) {
      const { panel, session, state, vault } = context;
      if (draft.text.length > LONGEST_DRAFT) return refused(context, 'draftTooLong');
      await vault.putDraft(session.id, draftName(vault, panel), draft);
      if (vault.locked) return done(state);
      return done({ ...state, drafts: withDraft(state.drafts, panel.id, draft) });
    },
  },
  draftEdit: {
    needs: 'session',
    shows: 'nobody',
    async run(context, { noteId, base, text, plan }) {
      const { panel, session, state, vault } = context;
      if (vault.locked) return refused(context, 'lockedNow');
      if (text.length > LONGEST_DRAFT) return refused(context, 'draftTooLong');
      const note = session.notes.find(({ id }) => id === noteId);
      const { kind, compartment, speaker } = note ?? NO_DRAFT;
      const detail = plan && note?.plan && !samePlan(plan, note.plan) ? { plan } : {};
      const edit: Draft =
        text === base && !('plan' in detail)
          ? NO_DRAFT
          : { text, kind, compartment, speaker, edit: { noteId, base, ...detail } };
      await vault.putDraft(session.id, editName(panel), edit);
      return done({ ...state, drafts: withDraft(state.drafts, editName(panel), edit) });
    },
  },
  draftField: {
    needs: 'session',
    shows: 'nobody',
    async run(context, { field, text }) {
      const { panel, session, state, vault } = context;
      if (vault.locked) return refused(context, 'lockedNow');
      const draft: Draft = text === '' ? NO_DRAFT : { ...NO_DRAFT, text, field };
      await vault.putDraft(session.id, fieldName(panel, field), draft);
      return done({ ...state, drafts: withDraft(state.drafts, fieldName(panel, field), draft) });
    },
  },
  card: {
    needs: 'session',
    shows: 'asker',
    async run({ session, state, vault }, { field, text }) {
      await vault.putCardField(session.id, field, text);
      return done(vault.locked ? state : { ...state, card: { ...state.card, [field]: text } });
    },
  },
};
