export { Owner, type OwnerParts } from './owner';
export type { Memory } from './state';
