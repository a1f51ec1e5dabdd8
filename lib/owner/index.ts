export { type Memory, Owner, type OwnerParts } from './owner';
