import type { VNode } from 'preact';
import type { PracticeView } from '@/lib/messaging';
import type { EpochMs } from '@/lib/session';
import { NotDrawn } from '../../shared/NotDrawn';
import { useText } from '../../shared/text';
import { AskBelow } from '../asks/AskBelow';
import { usePanel } from '../context';
import type { Later } from '../hooks/use-later';
import { LockedLine } from '../LockedLine';
import { choiceOf } from './client-pick';
import { startCommand } from './start-request';
import type { Starting } from './use-starting';

/** What the panel or the bar shows without a session. */
export function StartScreen({
  bar,
  later: { parts, failed, retry },
  ask,
  offer,
  locked,
  practice,
  openedAt,
  starting,
  onStarting,
}: {
  /** Whether there is room for a bar only. */
  bar: boolean;
  later: Later;
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
      {/* In a bar, everything says so. */}
      <div class={bar ? 'unseen' : 'hold'}>
        <h2 class="panel-title">{text('start_next')}</h2>
        <p class="hold-offer" role="status">
          {offer}
        </p>
      </div>
      <main
        class={bar ? 'panel-body panel-start start-in-bar' : 'panel-body panel-start'}
        tabIndex={-1}
        ref={focusable.main}
      >
        {locked && !bar && <LockedLine says="locked_start" />}
        {failed && <NotDrawn onRetry={retry} />}
        {parts ? (
          <parts.StartForm
            bar={bar}
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
        ) : (
          <div aria-busy={!failed} />
        )}
        {bar && ask ? <div class="start-ask">{ask}</div> : <AskBelow ask={ask} />}
      </main>
    </>
  );
}
