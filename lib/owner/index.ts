export { Owner } from './owner';
export type { OwnerParts } from './parts';
export type { Memory } from './state';
