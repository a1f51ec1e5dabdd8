import { useText } from '../shared/text';
import { usePanel } from './context';
import type { PanelFrameProps } from './PanelFrame';

/** What leads out of the session: desk, help, lock, and a mask before a share by hand. */
export function SystemLinks({
  open,
  layout,
  edit,
}: Pick<PanelFrameProps, 'open' | 'layout' | 'edit'>) {
  const text = useText();
  const { act, send } = usePanel();
  const lock = async () => {
    if (await edit.save()) await act({ type: 'lock' });
  };
  return (
    <>
      {open.practice.settings.shareGuard === 'off' && layout.surface === 'overlay' && (
        <button type="button" class="row" onClick={() => void send({ type: 'mask', masked: true })}>
          {text('about_to_share')}
        </button>
      )}
      <button type="button" class="row" onClick={() => void act({ type: 'openDesk' })}>
        {text('open_desk')}
      </button>
      <button
        type="button"
        class="row"
        onClick={() => void act({ type: 'openDesk', page: 'help' })}
      >
        {text('open_help')}
      </button>
      {open.lock === 'open' && (
        <button type="button" class="row" onClick={() => void lock()}>
          {text('lock')}
        </button>
      )}
    </>
  );
}
