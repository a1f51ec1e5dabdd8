export { handOver } from './hand-over';
export { overlayHere, startRehearsal } from './overlay-here';
export { PLACEMENTS } from './placement';
export { startInPage } from './start';
