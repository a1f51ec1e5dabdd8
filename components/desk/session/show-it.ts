/** Brings the note that somebody was looking for into sight, once it is drawn. */
export const showIt = (row: HTMLElement | null): void => row?.scrollIntoView({ block: 'center' });
