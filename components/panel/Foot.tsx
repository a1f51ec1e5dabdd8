import { IconButton } from '../shared/controls/IconButton';
import { useText } from '../shared/text';
import { usePanel } from './context';
import type { PanelFrameProps } from './PanelFrame';

/** The panel's foot, which is always there: mask, desk, lock, and the ways to end a session. */
export function Foot(props: PanelFrameProps) {
  const text = useText();
  const { act, send } = usePanel();
  const { open, session, layout, edit, page, onPage } = props;
  const running = session?.phase === 'running';
  const mask = () => void send({ type: 'mask', masked: true });
  const lock = async () => {
    if (await edit.save()) await act({ type: 'lock' });
  };
  return (
    <footer class="foot">
      <IconButton icon="mask" label={text('mask_panel')} onClick={mask} />
      {open.practice.settings.shareGuard === 'off' && layout.surface === 'overlay' && (
        <button type="button" class="link" onClick={mask}>
          {text('about_to_share')}
        </button>
      )}
      <IconButton
        icon="desk"
        label={text('open_desk')}
        onClick={() => void act({ type: 'openDesk' })}
      />
      {open.lock === 'open' && (
        <IconButton icon="lock" label={text('lock')} onClick={() => void lock()} />
      )}
      {running && (
        <>
          <IconButton
            icon="shield"
            label={text('page_safety')}
            aria-expanded={page === 'safety'}
            onClick={() => onPage(page === 'safety' ? null : 'safety')}
          />
          <IconButton
            icon="menu"
            label={text('page_menu')}
            aria-expanded={page === 'menu'}
            onClick={() => onPage(page === 'menu' ? null : 'menu')}
          />
        </>
      )}
      <span class="foot-status" role="status">
        {props.connection === 'connecting' ? text('connection_connecting') : ''}
      </span>
      {running && (
        <button type="button" class="secondary" onClick={() => void act({ type: 'end' })}>
          {text('end_session')}
        </button>
      )}
      {session?.phase === 'ended' && <AfterEnd {...props} />}
    </footer>
  );
}

/** Resumes the session or closes its summary. Closing saves an open edit and reason first. */
function AfterEnd({ edit, reason }: Pick<PanelFrameProps, 'edit' | 'reason'>) {
  const text = useText();
  const { act } = usePanel();
  const close = async () => {
    if ((await edit.save()) && (await reason.save())) await act({ type: 'close' });
  };
  return (
    <>
      <button type="button" class="link" onClick={() => void act({ type: 'resume' })}>
        {text('summary_resume')}
      </button>
      <button type="button" class="secondary" onClick={() => void close()}>
        {text('summary_close')}
      </button>
    </>
  );
}
