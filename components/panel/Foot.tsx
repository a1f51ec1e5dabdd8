import { useText } from '../shared/text';
import { usePanel } from './context';
import type { PanelFrameProps } from './PanelFrame';

/** The panel's foot: how much is noted, and the way to end a session. */
export function Foot(props: PanelFrameProps) {
  const text = useText();
  const { act } = usePanel();
  const { open, session, connection } = props;
  const noted = open.session ? open.session.notes.length + open.session.locked : 0;
  return (
    <footer class={session || connection === 'connecting' ? 'foot' : 'foot is-empty'}>
      <span class="foot-status">
        <span role="status">
          {connection === 'connecting' ? text('connection_connecting') : ''}
        </span>
        {connection !== 'connecting' && noted > 0 && text.count('notes_count', noted)}
      </span>
      {session?.phase === 'running' && (
        <button type="button" class="secondary" onClick={() => void act({ type: 'end' })}>
          {text('end_session')}
        </button>
      )}
      {session?.phase === 'ended' && <AfterEnd {...props} />}
    </footer>
  );
}

/** Leads to the desk, or closes the summary. Closing saves an open edit and reason first. */
function AfterEnd({ edit, reason }: Pick<PanelFrameProps, 'edit' | 'reason'>) {
  const text = useText();
  const { act } = usePanel();
  const close = async () => {
    if ((await edit.save()) && (await reason.save())) await act({ type: 'close' });
  };
  return (
    <>
      <button type="button" class="secondary" onClick={() => void act({ type: 'openDesk' })}>
        {text('open_desk')}
      </button>
      <button type="button" class="primary" onClick={() => void close()}>
        {text('summary_close')}
      </button>
    </>
  );
}
