import { defineContentScript } from 'wxt/utils/define-content-script';
import { installSensor } from '@/lib/sensor';
import { BUILT_IN_PATTERNS } from '@/lib/sites';

export default defineContentScript({
  matches: [...BUILT_IN_PATTERNS],
  allFrames: true,
  matchOriginAsFallback: true,
  world: 'MAIN',
  // Before any script of the page can keep the functions that it will use.
  runAt: 'document_start',
  noScriptStartedPostMessage: true,
  main() {
    installSensor(window);
  },
});
