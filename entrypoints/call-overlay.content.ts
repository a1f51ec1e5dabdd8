import { defineContentScript } from 'wxt/utils/define-content-script';
import { startInPage } from '@/lib/overlay';
import { BUILT_IN_PATTERNS } from '@/lib/sites';

export default defineContentScript({
  matches: [...BUILT_IN_PATTERNS],
  allFrames: true,
  runAt: 'document_idle',
  noScriptStartedPostMessage: true,
  main() {
    // A page can get this script twice: declared, and from a background that found the tab open.
    // Compared with true, because an element of the page with this id is found under the name too.
    if (present.perchPresent === true) return;
    present.perchPresent = true;
    startInPage();
  },
});

const present = globalThis as { perchPresent?: unknown };
