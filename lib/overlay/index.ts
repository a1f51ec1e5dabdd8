export { createOverlay, HOST_ATTRIBUTE, type Overlay, RETIRE_EVENT } from './host';
export { type Placement, readPlacement } from './placement';
