import { expect, test } from 'vitest';
import { modeWith, USUAL_ENGAGEMENT } from '@/lib/practice';
import { PREPARED_MODES } from '@/lib/session';

const LED = { mode: 'clientLed', clientLedMinutes: null } as const;
const having = (change: Partial<typeof USUAL_ENGAGEMENT>) => ({
  engagement: { ...USUAL_ENGAGEMENT, ...change },
});

test.each(PREPARED_MODES)('a session that was prepared as %s begins so', (mode) => {
  expect(modeWith(LED, having({ mode }))).toBe(mode);
  // What was prepared counts more than the method.
  expect(modeWith(LED, having({ mode, prescribed: true }))).toBe(mode);
});

test('a method that prescribes an order begins guided, where nothing was prepared', () => {
  expect(modeWith(LED, having({}))).toBe('clientLed');
  expect(modeWith(LED, having({ prescribed: true }))).toBe('guided');
});

test.each([
  { mode: 'practitionerLed', clientLedMinutes: null },
  { mode: 'guided', clientLedMinutes: null },
  { mode: 'crisis', clientLedMinutes: null },
  { mode: 'clientLed', clientLedMinutes: 10 },
] as const)('a type that says who leads, or for how long, keeps its own way: %o', (plan) => {
  expect(modeWith(plan, having({ mode: 'guided', prescribed: true }))).toBe(plan.mode);
});
