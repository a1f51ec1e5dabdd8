/** This device's offset from UTC at an instant, in minutes. */
export const utcOffset = (at: number): number => -new Date(at).getTimezoneOffset();
