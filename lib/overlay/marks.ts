/** Marks the host, so that a newer copy of these scripts can find one that was left behind. */
export const HOST_ATTRIBUTE = 'data-perch-host';

/** Tells the script behind an old host to take itself down, if its extension is gone. */
export const RETIRE_EVENT = 'perch-retire';
