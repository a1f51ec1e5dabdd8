export { PLACEMENTS } from './placement';
export { startInPage, startRehearsal } from './start';
