import { useState } from 'preact/hooks';
import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { NumberField } from '@/components/desk/clients/ClientFile';
import { accessible, show } from '../show.tsx';

let stored: number | null = null;
function Years() {
  const [years, setYears] = useState<number | null>(7);
  stored = years;
  return (
    <main>
      <h1>Keeping</h1>
      <NumberField label="Years" range={{ min: 1, max: 99 }} value={years} onInput={setYears} />
    </main>
  );
}
const field = () => page.getByRole('spinbutton', { name: 'Years' });
const range = 'Choose a whole number from 1 to 99. The one from before stays.';
const type = async (keys: string) => {
  await userEvent.click(field());
  await userEvent.keyboard(`{Control>}a{/Control}${keys}`);
};
beforeEach(() => show(<Years />, 'pages'));

describe('a number in a range', () => {
  test('is passed on as it is typed', async () => {
    await type('12');
    expect(stored).toBe(12);
    await userEvent.tab();
    expect(stored).toBe(12);
    await type('{Backspace}');
    await userEvent.tab();
    expect(stored).toBeNull();
    expect(page.getByRole('alert').elements()).toEqual([]);
  });

  test.each(['-1', '0', '200', '3.7', '1e3', '-'])(
    'that can not be one stays in the field, and the one from before holds: "%s"',
    async (keys) => {
      await type(keys);
      await userEvent.tab();
      await expect.element(page.getByRole('alert')).toHaveTextContent(range);
      expect(stored).toBe(7);
      expect((field().element() as HTMLInputElement).matches(':invalid')).toBe(true);
      await accessible();
      await type('8');
      await userEvent.tab();
      await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
      expect(stored).toBe(8);
    },
  );
});
