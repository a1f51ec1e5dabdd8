import type { Panel } from './perch.ts';

/** Most presses of Tab from one end of the panel to the other. */
const MOST_STOPS = 80;

/** Goes from the page into its panel by Tab. */
export async function intoPanel(panel: Panel): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await panel.doc.evaluate(() => document.hasFocus())) return;
    await panel.tab.press('Tab');
  }
  throw new Error('Tab does not lead into the panel');
}

/** Goes to the element with this role and name, as far as the keys lead in the panel. */
export async function pressByKeys(
  panel: Panel,
  role: string,
  name: string,
  towards: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (!(await panel.doc.evaluate(() => document.hasFocus()))) break;
    if ((await panel.all(role, name)).some(({ focused }) => focused))
      return panel.doc.press('Enter');
    await panel.doc.press(towards);
  }
  throw new Error(`${towards} does not lead to ${role} "${name}"`);
}
