import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { handOver, overlayHere } from '@/lib/overlay';

// Loaded into a frame that a watcher watches, when it is the first time to show the panel.
export default defineUnlistedScript(() => handOver(overlayHere));
