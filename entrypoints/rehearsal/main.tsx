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

const go = (to: string) => {
  location.hash = to;
};
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
  history.replaceState(null, '', sessionAddress(session.id));
  fragment.value = location.hash;
  rehearsed.value = startRehearsed(session);
  addEventListener('hashchange', () => {
    const to = readAddress(location.hash);
    if ((to.page === 'session' || to.page === 'show') && to.id === session.id)
      fragment.value = location.hash;
    else page.goToDesk(location.hash);
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
    <RehearsalApp inBar={inBar} page={page} onOver={goOnInDesk} onLeave={leave} />
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
