import { signal } from '@preact/signals';
import { readAddress, sessionAddress } from '@/components/desk/address';
import { RehearsedApp } from '@/components/desk/RehearsedApp';
import { RehearsalApp } from '@/components/rehearsal/RehearsalApp';
import { mount } from '@/components/shared/mount';
import { type RehearsedDesk, startRehearsed } from '@/lib/desk';
import type { SessionView } from '@/lib/messaging';
import { startRehearsal } from '@/lib/overlay';
import { startRehearsalPage } from '@/lib/panel';
import { CLOCKWORK } from '@/lib/platform';
import { startTicker } from '@/lib/session';

const page = startRehearsalPage();
const { text } = page;
/** Whether the panel is a bar. */
const inBar = signal(false);
/** The desk at the session, once that is over. */
const rehearsed = signal<RehearsedDesk | null>(null);
const fragment = signal('');
const panel = new AbortController();
const second = signal(CLOCKWORK.now());
startTicker(
  CLOCKWORK,
  () => 0,
  (at) => {
    second.value = at;
  },
);
document.title = text('rehearsal_title');

/** Goes to a page of the desk, in this one's place: going back would begin another rehearsal. */
const go = (to: string) => {
  const address = readAddress(to);
  const isHere =
    (address.page === 'session' || address.page === 'show') && address.id === sessionId;
  if (!isHere) return page.goToDesk(to);
  history.replaceState(null, '', to);
  fragment.value = to;
};
/** The session that was rehearsed; empty while it isn't over. */
let sessionId = '';
/** Whether it is being left in the middle, which closes its session, too. */
let isLeaving = false;
const leave = async () => {
  isLeaving = true;
  await page.leave();
  // What can't be closed stays in sight.
  isLeaving = false;
};
const goOnInDesk = (session: SessionView) => {
  if (rehearsed.value || isLeaving) return;
  panel.abort();
  sessionId = session.id;
  rehearsed.value = startRehearsed(session);
  go(sessionAddress(session.id));
  addEventListener('hashchange', () => go(location.hash));
  addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const to = link?.getAttribute('href');
    if (!to?.startsWith('#') || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(to);
  });
};

function Page() {
  const desk = rehearsed.value;
  return desk ? (
    <RehearsedApp
      desk={desk}
      fragment={fragment}
      rehearsal={location.pathname}
      onGo={go}
      onLeave={() => page.goToDesk('')}
    />
  ) : (
    <RehearsalApp help={page.help} inBar={inBar} page={page} onOver={goOnInDesk} onLeave={leave} />
  );
}

mount({ text, second, now: CLOCKWORK.now }, <Page />);
await startRehearsal(
  text('panel_title'),
  (shape) => {
    inBar.value = shape === 'bar';
  },
  panel.signal,
);
