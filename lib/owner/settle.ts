import {
  type DraftField,
  draftTexts,
  type Kind,
  mayBeIn,
  type Note,
  newNote,
  type PlanDetail,
  settleNotes,
} from '../notes';
import { type Card, EMPTY_CARD, remembered } from '../practice';
import { clientOf, type EpochMs, lastOf, type Timeline, timeline } from '../session';
import {
  type Draft,
  NoSuchSessionError,
  OpenError,
  type SessionRecord,
  type Vault,
} from '../vault';
import { append } from './append';
import { known } from './clients';
import { type Context, remember } from './handler';
import { isSaidAbout, keepSaidAbout, saidAboutIn } from './said-about';
import { type Drafts, NO_DRAFTS, nameBeforeLock, practiceOf, type State } from './state';

/** The leg of a session's last stretch. */
export const lastLeg = ({ stretches, current }: Timeline) => stretches.at(-1)?.leg ?? current;

/** The kind of note that the unsaved text of a field becomes; null if it says nothing by itself. */
const FIELD_KINDS: Readonly<Record<DraftField, Kind | null>> = {
  override: 'risk',
  aside: 'note',
  feedback: 'said',
  mattered: null,
  lead: null,
  breakFrom: null,
  breakUntil: null,
  endsAt: null,
};

/** Whether a draft stays one while the notes are locked: it is more than a note could say. */
export const staysDraft = ({ field }: Draft): boolean =>
  field !== undefined && field !== 'override' && field !== 'aside';

/**
 * Turns drafts into notes, so that no word is lost. An edit that changes nothing gives no note, nor
 * does what says nothing by itself.
 * @param newId makes the notes' ids
 */
export function draftsAsNotes(
  session: SessionRecord,
  drafts: Iterable<Draft>,
  now: EpochMs,
  newId: () => string,
): readonly Note[] {
  const then = timeline(session.plan, session.events, now);
  return [...drafts]
    .filter(({ text, edit, field }) => {
      if (field && FIELD_KINDS[field] === null) return false;
      const note = edit && session.notes.find(({ id }) => id === edit.noteId);
      return !edit || edit.plan || (text !== edit.base && text !== note?.text);
    })
    .flatMap(({ text, edit, field, ...rest }) =>
      draftTexts(text).map((part) => ({
        text: part,
        plan: edit?.plan ?? null,
        ...rest,
        ...(field ? { kind: FIELD_KINDS[field] ?? rest.kind } : {}),
      })),
    )
    .map(({ kind, compartment, plan, ...rest }, index) => {
      const note = newNote({
        id: newId(),
        // Different instants keep the parts of a long draft in order.
        at: now + index,
        leg: lastLeg(then),
        intoMs: then.elapsedMs,
        // Nobody can be asked now, so the compartment stays and a kind that can't be in it is
        // dropped.
        kind: mayBeIn(kind, compartment) ? kind : 'note',
        compartment,
        ...rest,
      });
      return note.plan && plan ? { ...note, plan } : note;
    });
}

/** Drafts that change nothing but the details of plans, with the plans that they are of. */
function detailsIn({ session, drafts }: Left): ReadonlyMap<string, PlanDetail> {
  return new Map(
    [...drafts.values()].flatMap(({ text, edit }) => {
      const note = edit && session.notes.find(({ id }) => id === edit.noteId);
      return edit?.plan && note?.text === text ? [[note.id, edit.plan] as const] : [];
    }),
  );
}

/** A session that is over, with everything that closing has to settle. */
interface Left {
  readonly session: SessionRecord;
  readonly drafts: Drafts;
  readonly card: Card;
}

/**
 * Keeps what the session's client said about it and nobody saved. Resolves with whether that is
 * kept, or there is nothing to keep: without a client, it is nobody's.
 */
async function keepUnsavedSaid(vault: Vault, { session, drafts }: Left, at: EpochMs) {
  const clientId = clientOf(session.events);
  for (const answer of saidAboutIn(drafts, session.id, at)) {
    if (clientId === null) return false;
    try {
      await keepSaidAbout(vault, clientId, answer);
    } catch (error) {
      if (isNoClient(error)) return false;
      throw error;
    }
  }
  return true;
}

/** Whether an error says that a client is gone or unreadable. */
const isNoClient = (error: unknown): boolean =>
  error instanceof RangeError || error instanceof OpenError || error instanceof NoSuchSessionError;

/**
 * Settles a session that is over: deleted notes go, what the client said about it is kept, other
 * drafts become notes, and the session's card goes to its client.
 */
export async function settle(
  vault: Vault,
  left: Left,
  at: EpochMs,
  newId: () => string,
): Promise<void> {
  const { session, drafts, card } = left;
  const details = detailsIn(left);
  const said = await keepUnsavedSaid(vault, left, at);
  const removed = session.notes.filter(({ deleted }) => deleted).map(({ id }) => id);
  const kept = [
    ...settleNotes(session.notes).map((note) => ({
      ...note,
      plan: details.get(note.id) ?? note.plan,
    })),
    ...draftsAsNotes(
      session,
      [...drafts.values()].filter(
        ({ edit, field }) =>
          (!edit || !details.has(edit.noteId)) && !(said && field && isSaidAbout(field)),
      ),
      at,
      newId,
    ),
  ];
  await vault.settle(session.id, kept, removed, [...drafts.keys()]);
  // Only now is it certain whose card it was.
  const clientId = clientOf(session.events);
  if (clientId)
    await vault
      .changeClient(clientId, (client) => ({
        ...known(client),
        card: remembered(known(client).card, card),
      }))
      .catch((error: unknown) => {
        // Such a client has no card to update.
        if (!isNoClient(error)) throw error;
      });
}

/**
 * Settles what waited for the keys: sessions that were closed while locked, and drafts from then.
 */
export async function catchUp(
  vault: Vault,
  now: () => EpochMs,
  newId: () => string,
): Promise<void> {
  for (const id of await vault.unsettled()) {
    const session = await vault.session(id);
    const closedAt = session && lastOf(session.events, 'closed')?.at;
    if (!session || !closedAt) continue;
    const left = { session, drafts: await vault.drafts(id), card: await vault.card(id) };
    await settle(vault, left, closedAt, newId);
  }
  const session = await vault.current();
  if (!session) return;
  const drafts = await vault.drafts(session.id);
  for (const [name, draft] of drafts) {
    const own = nameBeforeLock(name);
    if (own === null) continue;
    const earlier = drafts.get(own);
    // Save the draft from before the lock as a note; the draft typed since would overwrite it.
    if (earlier)
      await vault.addNotes(session.id, draftsAsNotes(session, [earlier], now(), newId), [own]);
    await vault.moveDrafts(session.id, [name], own, draft);
  }
}

/**
 * Closes a session and settles it, or leaves that until the notes are unlocked. A rehearsal leaves
 * nothing behind.
 */
export async function close(
  { parts, state, vault, now }: Pick<Context, 'parts' | 'state' | 'now'> & { vault: Vault },
  session: SessionRecord,
): Promise<State> {
  if (parts.forgetful) await vault.removeAll();
  else {
    if (!vault.locked)
      await settle(vault, { session, drafts: state.drafts, card: state.card }, now, parts.newId);
    await append({ state, vault, session }, [{ type: 'closed', at: now }]);
  }
  const practice = await practiceOf(vault);
  const over = { ...state, session: null, drafts: NO_DRAFTS, card: EMPTY_CARD, practice };
  const after = await remember({ parts, state: over }, null);
  parts.ended();
  return after;
}
