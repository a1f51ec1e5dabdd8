import { render } from 'preact';
import { Rehearsal } from '@/components/rehearsal/Rehearsal';
import { TextProvider } from '@/components/shared/text';
import type { HostMessage } from '@/lib/messaging';
import { createOverlay, placementKey, readPlacement } from '@/lib/overlay';
import { browser, browserText } from '@/lib/platform';

const text = browserText();
document.documentElement.lang = text.language;
document.documentElement.dir = text.direction;
document.title = text('rehearsal_title');

render(
  <TextProvider value={text}>
    <Rehearsal />
  </TextProvider>,
  document.body,
);

const key = placementKey('rehearsal', screen);
const { [key]: stored } = await browser.storage.local.get(key);
createOverlay({
  window,
  panelUrl: browser.runtime.getURL('/panel.html'),
  panelOrigin: location.origin,
  title: text('panel_title'),
  placement: readPlacement(stored),
  framesMove: !import.meta.env.FIREFOX,
  savePlacement: (placement) => void browser.storage.local.set({ [key]: placement }),
  token: async (away) =>
    String(
      await browser.runtime.sendMessage({
        type: 'token',
        meeting: null,
        away,
      } satisfies HostMessage),
    ),
  onBusy: () => {},
  onGuard: () => {},
  onMask: () => {},
  openWindow: () => {},
  signal: new AbortController().signal,
}).show();
