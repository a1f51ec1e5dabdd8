import type { VNode } from 'preact';
import type { PracticeView } from '@/lib/messaging';
import type { EpochMs } from '@/lib/session';
import { useText } from '../../shared/text';
import { AskBelow } from '../asks/AskBelow';
import { usePanel } from '../context';
import { LockedLine } from '../LockedLine';
import { choiceOf } from './client-pick';
import { StartForm } from './StartForm';
import { startCommand } from './start-request';
import type { Starting } from './use-starting';

/** What the panel shows without a session. */
export function StartScreen({
  ask,
  offer,
  locked,
  practice,
  openedAt,
  starting,
  onStarting,
}: {
  /** What Perch asks or reports now. */
  ask: VNode | null;
  /** What is offered now, in words. */
  offer: string | null;
  locked: boolean;
  practice: PracticeView;
  openedAt: EpochMs;
  starting: Starting;
  /** Called when a session is being started, to clear messages about the one before. */
  onStarting(): void;
}) {
  const { focusable, newId, send } = usePanel();
  const text = useText();
  return (
    <>
      <div class="hold">
        <h2 class="panel-title">{text('start_next')}</h2>
        <p class="hold-offer" role="status">
          {offer}
        </p>
      </div>
      <main class="panel-body panel-start" tabIndex={-1} ref={focusable.main}>
        {locked && <LockedLine says="locked_start" />}
        <StartForm
          locked={locked}
          practice={practice}
          openedAt={openedAt}
          starting={starting}
          onStart={async ({ request, client, confirmed }) => {
            onStarting();
            const chosen = choiceOf(client, practice, newId);
            const reply = await send(startCommand(request, chosen, newId(), confirmed));
            return reply.ok ? null : reply.problem;
          }}
        />
        <AskBelow ask={ask} />
      </main>
    </>
  );
}
