import { useState } from 'preact/hooks';
import { problemText } from '@/lib/problems';
import { Notice } from '../shared/controls/Notice';
import { useText } from '../shared/text';
import { usePanel } from './context';
import type { PanelFrameProps } from './PanelFrame';

/** Notices at the top of the panel, the most urgent first. */
export function Notices(props: PanelFrameProps) {
  const text = useText();
  const { act } = usePanel();
  const { open, session, locked, failed } = props;
  const { problem, practice } = open;
  return (
    <>
      {props.refused && (
        <Notice kind="alert">
          {text(props.refused === 'unsure' ? 'covered_unsure' : 'covered')}
        </Notice>
      )}
      {props.keyboard && (
        <Notice kind="alert">
          {text(props.keyboard.back ? 'keyboard_back' : 'keyboard_gone')}{' '}
          <button type="button" class="link" onClick={props.onKeyboardSeen}>
            {text('keyboard_seen')}
          </button>
        </Notice>
      )}
      {props.layout.trouble && (
        <Trouble key={props.layout.trouble} trouble={props.layout.trouble} />
      )}
      {props.call.sharing && <Sharing what={props.call.sharing} />}
      <Offered {...props} />
      {props.connection === 'gone' && <Notice kind="alert">{text('connection_gone')}</Notice>}
      {problem && (
        <Notice kind="alert">
          {problemText(text, problem === 'storageFailed' ? 'openFailed' : problem)}
        </Notice>
      )}
      {failed && <Notice kind="alert">{problemText(text, failed)}</Notice>}
      {practice.lowOnSpace && session?.phase !== 'running' && (
        <Notice kind="note">
          {text('space_lowPanel')}{' '}
          <button type="button" class="link" onClick={() => void act({ type: 'openDesk' })}>
            {text('backup_go')}
          </button>
        </Notice>
      )}
      {locked && (
        <Notice kind="note">
          {text(open.session ? 'locked_panel' : 'locked_start')}{' '}
          <button type="button" class="link" onClick={() => void act({ type: 'openDesk' })}>
            {text('locked_open')}
          </button>
        </Notice>
      )}
    </>
  );
}

/** Offers a window where the page doesn't let the panel be seen as it is. */
function Trouble({ trouble }: { trouble: 'unseen' | 'contested' }) {
  const text = useText();
  const { onLayout } = usePanel();
  const [dismissed, setDismissed] = useState(false);
  if (dismissed) return null;
  return (
    <Notice kind="note">
      {text(trouble)}{' '}
      <button type="button" class="link" onClick={() => onLayout({ type: 'popOut' })}>
        {text('pop_out')}
      </button>{' '}
      <button type="button" class="link" onClick={() => setDismissed(true)}>
        {text('offer_not')}
      </button>
    </Notice>
  );
}

function Sharing({ what }: { what: 'otherTab' | 'more' }) {
  const text = useText();
  const { send } = usePanel();
  return (
    <Notice kind={what === 'more' ? 'alert' : 'note'}>
      {text(what === 'more' ? 'sharing' : 'sharing_otherTab')}{' '}
      <button type="button" class="link" onClick={() => void send({ type: 'mask', masked: true })}>
        {text('sharing_mask')}
      </button>
    </Notice>
  );
}

/** Asks what the end of a call means for the session, or says that a call has begun. */
function Offered({
  offer,
  endedAt,
  session,
  onDismiss,
}: Pick<PanelFrameProps, 'offer' | 'endedAt' | 'session' | 'onDismiss'>) {
  const text = useText();
  const { act } = usePanel();
  if (!offer) return null;
  return (
    <Notice kind="status">
      {offer}{' '}
      {endedAt !== null && session?.interruptedSince === null && (
        <>
          <button
            type="button"
            class="link"
            onClick={async () => {
              const event = { type: 'interruptionBegan', since: endedAt } as const;
              if ((await act({ type: 'record', event })).ok) onDismiss();
            }}
          >
            {text('offer_dropped')}
          </button>{' '}
        </>
      )}
      {endedAt !== null && (
        <button type="button" class="link" onClick={() => void act({ type: 'end', at: endedAt })}>
          {text('offer_end')}
        </button>
      )}{' '}
      <button type="button" class="link" onClick={onDismiss}>
        {text('offer_not')}
      </button>
    </Notice>
  );
}
