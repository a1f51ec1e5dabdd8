import { useTimeText } from '../../shared/local-time';
import { useText } from '../../shared/text';
import { LastTime } from './LastTime';
import { NotedInOnePress } from './NotedInOnePress';
import { Pressing } from './Pressing';
import type { SheetProps } from './sheet-props';
import { type ShownTick, Ticks } from './Ticks';

/** What somebody may open a coaching session with. */
const OPENED = ['happened', 'wants', 'feels'] as const;

const SAID = ['timeSaid', 'confidentiality', 'noteTaking'] as const;

/** What is said about a session with this client: more in the first one, and by a mandate. */
const saidIn = ({ client }: SheetProps['view']): readonly ShownTick[] => [
  ...SAID,
  ...(client?.sessionsBefore === 0 ? (['scope'] as const) : []),
  // Consent to sessions by video that is on file needs no asking.
  ...(client && client.firstSteps.consent === undefined ? (['consent'] as const) : []),
  // What somebody else has asked for is reported to them, and the client is told what.
  ...(client?.mandate ? (['reported'] as const) : []),
];

/** Opening: what to say about the session, and where the client is. */
export function OpeningSheet({ view, session, note, profile, onPage }: SheetProps) {
  const text = useText();
  const time = useTimeText();
  const until = time(session.endsAt);
  const { location, privacy } = view.card;
  const said = [location, privacy].filter(Boolean).join(' · ');
  return (
    <div class="sheet-flow">
      <Ticks ticks={saidIn(view)} view={view} label={(tick) => text(`tick_${tick}`, until)} />
      <span>
        <button type="button" class="link" onClick={() => onPage('card')}>
          {text('page_card')}
        </button>{' '}
        <span class="sheet-name" dir="auto">
          {said || text('card_notAsked')}
        </span>
      </span>
      {view.client?.sessionsBefore === 0 && (
        <button type="button" class="link" onClick={() => onPage('first')}>
          {text('page_first')}
        </button>
      )}
      {profile === 'coach' && (
        <NotedInOnePress
          name={text('opened')}
          kind="said"
          note={note}
          options={OPENED}
          label={(one) => text(`opened_${one}`)}
        />
      )}
      <LastTime view={view} />
      <Pressing />
    </div>
  );
}
