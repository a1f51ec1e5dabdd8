import type { ComponentChildren } from 'preact';
import { Mark } from '../shared/session/Mark';
import { useText } from '../shared/text';
import { addressOf, type DeskAddress } from './address';

/** The pages in the navigation. */
export const DESK_PAGES = ['today', 'clients', 'notes', 'settings'] as const;
export type DeskPage = (typeof DESK_PAGES)[number];

const PLACES: Readonly<Record<DeskPage, DeskAddress>> = {
  today: { page: 'today', welcome: false },
  clients: { page: 'clients', chosen: null },
  notes: { page: 'notes', chosen: null },
  settings: { page: 'settings' },
};

/** The desk's frame: name, navigation and the open page. */
export function Desk({
  page,
  onLock,
  children,
}: {
  page: DeskPage;
  /** Locks the notes; null if there is nothing to lock. */
  onLock: (() => void) | null;
  children: ComponentChildren;
}) {
  const text = useText();
  return (
    <div class="desk">
      <header class="desk-head">
        <Mark size={28} />
        <span class="desk-name">{text('extension_name')}</span>
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
        {onLock && (
          <button type="button" class="secondary desk-lock" onClick={onLock}>
            {text('lock')}
          </button>
        )}
      </header>
      {children}
    </div>
  );
}
