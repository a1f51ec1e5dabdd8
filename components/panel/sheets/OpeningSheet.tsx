import { useTimeText } from '../../shared/local-time';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import { LastTime } from './LastTime';
import { NotedInOnePress } from './NotedInOnePress';
import { Pressing } from './Pressing';
import { saidIn } from './said';
import type { SheetProps } from './sheet-props';
import { Ticks } from './Ticks';

/** What somebody may open a session with. */
const OPENED = ['happened', 'wants', 'feels'] as const;

/** Opening: what to say about the session, and where the client is. */
export function OpeningSheet({ view, session, note, onPage }: SheetProps) {
  const text = useText();
  const time = useTimeText();
  const until = time(session.endsAt);
  const { location, privacy } = view.card;
  const said = [location, privacy].filter(Boolean).join(' · ');
  return (
    <div class="sheet-flow">
      <Ticks ticks={saidIn(view)} view={view} label={(tick) => text(`tick_${tick}`, until)} />
      <LastTime view={view} />
      <Due view={view} />
      <span>
        <button type="button" class="link" onClick={() => onPage('card')}>
          {text('page_card')}
        </button>{' '}
        <span class="sheet-name sheet-asked" dir="auto">
          {said || text('card_notAsked')}
        </span>
      </span>
      {view.client?.sessionsBefore === 0 && (
        <button type="button" class="link" onClick={() => onPage('first')}>
          {text('page_first')}
        </button>
      )}
      <NotedInOnePress
        name={text('opened')}
        kind="said"
        note={note}
        options={OPENED}
        label={(one) => text(`opened_${one}`)}
      />
      <Pressing />
    </div>
  );
}

/** The measures that are due in this session, and the way to them. */
function Due({ view }: Pick<SheetProps, 'view'>) {
  const text = useText();
  const { act } = usePanel();
  const due = view.client?.due ?? [];
  if (due.length === 0) return null;
  return (
    <span>
      <span class="sheet-name">
        {text('due_here', new Intl.ListFormat(text.locale).format(due))}
      </span>{' '}
      <button
        type="button"
        class="link"
        onClick={() => void act({ type: 'openDesk', page: 'measures' })}
      >
        {text('due_open')}
      </button>
    </span>
  );
}
