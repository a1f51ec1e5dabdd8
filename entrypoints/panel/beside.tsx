import type { FromPanel } from '@/lib/messaging';
import { browser } from '@/lib/platform';
import { runPanel } from './run';

/** The call's tab: the one that opened this page, or else the one that it stands beside. */
async function tabOfThis(): Promise<number | null> {
  const given = Number(new URLSearchParams(location.search).get('tab') || Number.NaN);
  if (Number.isSafeInteger(given)) return given;
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id ?? null;
}

runPanel({
  tab: await tabOfThis(),
  // No page is around this one, and it is as large as its window.
  host: (hear) => {
    queueMicrotask(() =>
      hear({ type: 'layout', shape: 'panel', dock: 'top', surface: 'page', unseen: false }),
    );
    return {
      send: (message: FromPanel) => {
        if (message.type === 'comeBack') window.close();
      },
      token: async () => null,
    };
  },
});
