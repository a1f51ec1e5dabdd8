export { createOverlay, HOST_ATTRIBUTE, type Overlay, RETIRE_EVENT } from './host';
export { PLACEMENTS, type Placement, placementKey, readPlacement } from './placement';
