import type { SessionView } from '@/lib/messaging';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import type { PanelPage } from '../pages/pages';
import { Ask } from './Ask';

/**
 * Asks whether the client is right: once at the start, and again after the meeting's address has
 * changed.
 */
export function WhichClient({
  view,
  client,
  onPage,
}: {
  view: SessionView;
  client: NonNullable<SessionView['client']>;
  onPage(page: PanelPage): void;
}) {
  const text = useText();
  const { act } = usePanel();
  const moved = view.confirm === 'moved';
  return (
    <Ask
      kind="status"
      ways={[
        {
          label: text('confirm_yes', client.code),
          first: true,
          run: () => void act({ type: 'setClient', client: { by: 'known', id: client.id } }),
        },
        moved
          ? // This is another client's call: end this session, so that its notes stay with their
            // client.
            { label: text('confirm_end'), run: () => void act({ type: 'end' }) }
          : { label: text('confirm_no'), run: () => onPage('client') },
      ]}
    >
      {text(moved ? 'confirm_moved' : 'confirm_start', client.code)}
    </Ask>
  );
}
