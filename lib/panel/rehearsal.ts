import { type ReadonlySignal, signal } from '@preact/signals';
import type { Snapshot } from '../messaging';
import { browser, browserText } from '../platform';
import { endOf } from '../session';
import type { Text } from '../text';
import { pageClient } from './page-client';

/** What the rehearsal's page shows, and the way out of it. */
export interface StartedRehearsal {
  readonly text: Text;
  /** The address of the help. */
  readonly help: string;
  /** What the panel over the page shows; null until it is known. */
  readonly snapshot: ReadonlySignal<Snapshot | null>;
  /** Ends the rehearsal, which leaves nothing of it, and goes to the desk. */
  leave(): Promise<void>;
  /** Goes to the desk at this fragment, in the place of this page. The session is over. */
  goToDesk(fragment: string): void;
}

/** Starts the page of the rehearsal, without the panel over it. */
export function startRehearsalPage(): StartedRehearsal {
  const snapshot = signal<Snapshot | null>(null);
  const client = pageClient((next) => {
    snapshot.value = next;
  });
  // Going back to it would begin another one.
  const deskAt = (fragment: string) => `${browser.runtime.getURL('/desk.html')}${fragment}`;
  const goToDesk = (fragment: string) => location.replace(deskAt(fragment));
  return {
    goToDesk,
    text: browserText(),
    help: deskAt('#/help'),
    snapshot,
    async leave() {
      if (snapshot.value?.masked) await client.send({ type: 'mask', masked: false });
      const now = snapshot.value;
      const session = now && !now.masked ? now.session : null;
      if (session && endOf(session.events) === null) await client.send({ type: 'end' });
      // What can't be closed stays in sight, with the panel that says why.
      if (session && !(await client.send({ type: 'close' })).ok) return;
      goToDesk('');
    },
  };
}
