/** The screens of the first run, in their order. Each can be skipped. */
export const FIRST_STEPS = ['work', 'protection', 'try'] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];
