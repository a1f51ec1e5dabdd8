import { draftTexts, mayBeIn, type Note, newNote, type PlanDetail, settleNotes } from '../notes';
import { type Card, EMPTY_CARD, remembered } from '../practice';
import { clientOf, type EpochMs, lastOf, type Timeline, timeline } from '../session';
import { type Draft, OpenError, type SessionRecord, type Vault } from '../vault';
import { append } from './append';
import { known } from './clients';
import { type Context, remember } from './handler';
import { type Drafts, NO_DRAFTS, nameBeforeLock, practiceOf, type State } from './state';

/** The leg of a session's last stretch. */
export const lastLeg = ({ stretches, current }: Timeline) => stretches.at(-1)?.leg ?? current;

/**
 * Turns drafts into notes, so that no word is lost. An edit that changes nothing gives no note.
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
    .filter(({ text, edit }) => {
      const note = edit && session.notes.find(({ id }) => id === edit.noteId);
      return !edit || edit.plan || (text !== edit.base && text !== note?.text);
    })
    .flatMap(({ text, edit, field, ...rest }) =>
      draftTexts(text).map((part) => ({
        text: part,
        plan: edit?.plan ?? null,
        ...rest,
        ...(field === 'override' ? { kind: 'risk' as const } : {}),
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
 * Settles a session that is over: deleted notes go, drafts become notes, and the session's card
 * goes to its client.
 */
export async function settle(
  vault: Vault,
  left: Left,
  at: EpochMs,
  newId: () => string,
): Promise<void> {
  const { session, drafts, card } = left;
  const details = detailsIn(left);
  const removed = session.notes.filter(({ deleted }) => deleted).map(({ id }) => id);
  const kept = [
    ...settleNotes(session.notes).map((note) => ({
      ...note,
      plan: details.get(note.id) ?? note.plan,
    })),
    ...draftsAsNotes(
      session,
      [...drafts.values()].filter(({ edit }) => !edit || !details.has(edit.noteId)),
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
        // A client that is gone or unreadable has no card to update.
        if (!(error instanceof RangeError || error instanceof OpenError)) throw error;
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
