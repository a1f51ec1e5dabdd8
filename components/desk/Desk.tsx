import type { ComponentChildren, RefObject } from 'preact';
import { Icon } from '../shared/controls/Icon';
import { Mark } from '../shared/session/Mark';
import { useText } from '../shared/text';
import { addressOf, type DeskAddress, helpAddress, settingsAddress } from './address';
import type { HelpTopicId } from './help/topics';

/** The pages in the navigation. */
export const DESK_PAGES = ['today', 'clients', 'notes', 'practice', 'settings'] as const;
export type DeskPage = (typeof DESK_PAGES)[number];

const PLACES: Readonly<Record<DeskPage, DeskAddress>> = {
  today: { page: 'today' },
  clients: { page: 'clients' },
  notes: { page: 'notes' },
  practice: { page: 'practice' },
  settings: { page: 'settings', group: 'work' },
};

/** The desk's frame: a rail with the ways to every page, and the page that is open. */
export function Desk({
  page,
  help = 'thinks',
  rehearsal,
  onLock,
  onGoTo,
  goToKey = true,
  frame,
  next,
  backedUp = '',
  children,
}: {
  /** Null for a page that is in no navigation, as the help. */
  page: DeskPage | null;
  /** The topic of the help that explains the page. */
  help?: HelpTopicId;
  /** The address of the rehearsal's page. */
  rehearsal: string;
  /** Locks the notes; null if there is nothing to lock. */
  onLock: (() => void) | null;
  /** Opens the box that goes to any client or page; null while there is nothing to go to. */
  onGoTo: (() => void) | null;
  /** Whether a key opens it, too. */
  goToKey?: boolean;
  /** The element that the open page is in. */
  frame?: RefObject<HTMLDivElement | null>;
  /** What runs or comes next; absent on the page that shows it anyway. */
  next?: ComponentChildren;
  /** When the last backup was made, in words; empty for never. */
  backedUp?: string;
  children: ComponentChildren;
}) {
  const text = useText();
  return (
    <div class="desk-frame">
      <div class="desk">
        <header class="desk-rail">
          <a class="rail-brand" href={addressOf(PLACES.today)}>
            <Mark size={24} />
            {text('extension_name')}
          </a>
          {onGoTo && (
            <button type="button" class="rail-goto" onClick={onGoTo}>
              <Icon name="find" />
              <span>{text('goTo')}</span>
              {goToKey && <kbd>{text('goTo_key')}</kbd>}
            </button>
          )}
          <nav aria-label={text('desk')}>
            {DESK_PAGES.map((name) => (
              <a
                key={name}
                href={addressOf(PLACES[name])}
                aria-current={name === page ? 'page' : undefined}
              >
                {text(`desk_${name}`)}
              </a>
            ))}
          </nav>
          {next}
          <div class="rail-foot">
            <a href={helpAddress(help)} aria-current={page === null ? 'page' : undefined}>
              {text('desk_help')}
            </a>
            <a href={rehearsal}>{text('desk_rehearse')}</a>
            {onLock && (
              <p class="rail-state">
                <span>
                  <Icon name="lock" />
                  {text('desk_unlocked')}
                </span>
                <button type="button" class="secondary" onClick={onLock}>
                  {text('lock')}
                </button>
              </p>
            )}
            <p class="rail-note">
              {text('desk_onThisDevice')}
              {backedUp !== '' && <a href={settingsAddress('backup')}>{backedUp}</a>}
            </p>
          </div>
        </header>
        <div class="desk-page" ref={frame ?? null}>
          {children}
        </div>
      </div>
    </div>
  );
}
