import { useRef, useState } from 'preact/hooks';
import type { SessionView } from '@/lib/messaging';
import { MODES, type Timeline } from '@/lib/session';
import { Choices } from '../../shared/controls/Choices';
import { IconButton } from '../../shared/controls/IconButton';
import { Popup } from '../../shared/controls/Popup';
import { useTimeText } from '../../shared/local-time';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import type { PanelPage } from '../pages/pages';

/** The container in words: the end, the client, who leads, and the way to the safety card. */
export function Facts({
  view,
  session,
  locked,
  minimal,
  bar,
  page,
  onPage,
}: {
  view: SessionView;
  session: Timeline;
  locked: boolean;
  /** Whether the mode is left out. */
  minimal: boolean;
  /** Whether there is room for a bar only. */
  bar: boolean;
  page: PanelPage | null;
  onPage(page: PanelPage | null): void;
}) {
  const text = useText();
  const time = useTimeText();
  return (
    <div class="facts">
      <span class="facts-until">
        {text('until', time(session.endsAt))}
        {session.fit === 'compressed' && !bar && (
          <>
            <Dot />
            {text('fit_compressed')}
          </>
        )}
      </span>
      <span class="facts-part">
        <Dot />
      </span>
      <span class="facts-who">
        <button type="button" class="quiet facts-client" onClick={() => onPage('client')}>
          <span class="unseen">{text('client')} </span>
          {locked ? text('client_locked') : (view.client?.code ?? text('client_none'))}
        </button>
        {!minimal && <Mode session={session} bar={bar} />}
      </span>
      <IconButton
        icon="shield"
        label={text('page_safety')}
        aria-expanded={page === 'safety'}
        data-safety={session.overriddenSince === null ? undefined : ''}
        onClick={() => onPage(page === 'safety' ? null : 'safety')}
      />
    </div>
  );
}

/** Parts two facts; screen readers pause by themselves. */
const Dot = () => (
  <i class="facts-dot" aria-hidden="true">
    ·
  </i>
);

/** The modes that a person chooses. Crisis begins on the safety card, never by an arrow key. */
export const CHOSEN_MODES = MODES.filter((mode) => mode !== 'crisis');

function Mode({ session: { mode: now }, bar }: { session: Timeline; bar: boolean }) {
  const { act, aside, back, stay } = usePanel();
  const text = useText();
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Dot />
      <button
        type="button"
        class="quiet facts-mode"
        ref={opener}
        aria-expanded={open}
        onClick={() => {
          if (bar) aside('mode');
          else if (open) back('mode');
          setOpen(!open);
        }}
      >
        <span class="unseen">{text('mode')} </span>
        {text(`mode_${now}`)}
      </button>
      {open && !bar && (
        <Popup
          label={text('mode')}
          opener={opener}
          onClose={(by) => {
            setOpen(false);
            if (by === 'escape') back('mode');
            else stay();
          }}
          onPointed={() => {
            if (!back('mode')) return;
            opener.current?.focus();
            setOpen(false);
          }}
        >
          <Choices
            list
            name={text('mode')}
            options={CHOSEN_MODES}
            value={now === 'crisis' ? null : now}
            label={(mode) => text(`mode_${mode}`)}
            onPick={(mode) => void act({ type: 'record', event: { type: 'modeChanged', mode } })}
          />
        </Popup>
      )}
    </>
  );
}
