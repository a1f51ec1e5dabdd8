import { defineContentScript } from 'wxt/utils/define-content-script';
import { startInPage } from '@/lib/overlay';
import { listenToSensor } from '@/lib/sensor';
import { BUILT_IN_PATTERNS } from '@/lib/sites';

export default defineContentScript({
  matches: [...BUILT_IN_PATTERNS],
  allFrames: true,
  // Before any script of the page can listen to the sensor.
  runAt: 'document_start',
  noScriptStartedPostMessage: true,
  main() {
    // A page can get this script twice: declared, and from a background that found the tab open.
    // Compared with true, because an element of the page with this id is found under the name too.
    if (present.perchPresent === true) return;
    present.perchPresent = true;
    const sensor = listenToSensor(window);
    if (document.readyState !== 'loading') return startInPage(sensor);
    document.addEventListener('DOMContentLoaded', () => startInPage(sensor), { once: true });
  },
});

const present = globalThis as { perchPresent?: unknown };
