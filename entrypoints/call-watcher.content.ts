import { defineContentScript } from 'wxt/utils/define-content-script';
import { startWatching } from '@/lib/overlay';
import { BUILT_IN_PATTERNS, BUILT_IN_SITES } from '@/lib/sites';

export default defineContentScript({
  matches: [...BUILT_IN_PATTERNS],
  allFrames: true,
  // Before any script of the page can listen to the sensor.
  runAt: 'document_start',
  noScriptStartedPostMessage: true,
  main: () => startWatching(BUILT_IN_SITES),
});
