import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startWatching } from '@/lib/overlay';
import { SITES } from '@/lib/sites';

// `call-watcher` for the sites that the user adds, and for tabs that were open before: it knows all
// sites. What is built in is all that the pages of built-in sites carry.
export default defineUnlistedScript(() => startWatching(SITES));
