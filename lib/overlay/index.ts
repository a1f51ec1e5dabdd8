export { handOver } from './hand-over';
export { overlayHere, startRehearsal } from './overlay-here';
export { PLACEMENTS } from './placement';
export { startWatching } from './start';
