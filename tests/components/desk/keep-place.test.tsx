import { useState } from 'preact/hooks';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { useKeepPlace } from '@/components/desk/keep-place';
import { again, show } from '../show.tsx';

/** Ends what the button waits for. */
let saved: (() => void) | null = null;

/** Rows that go with their button, a button that waits, and a page that can be left. */
function Rows({ other = false }: { other?: boolean }) {
  useKeepPlace();
  const [rows, setRows] = useState(['one', 'two']);
  const [busy, setBusy] = useState(false);
  saved = () => setBusy(false);
  if (other)
    return (
      <main key="other">
        <h1>Another page</h1>
      </main>
    );
  return (
    <main key="rows">
      <h1>A page</h1>
      <section aria-label="What was kept">
        {rows.length > 0 && (
          <ul aria-label="Kept">
            {rows.map((row) => (
              <li key={row}>
                <button
                  type="button"
                  onClick={() => setRows((before) => before.filter((one) => one !== row))}
                >
                  Remove {row}
                </button>
              </li>
            ))}
          </ul>
        )}
        <button type="button" disabled={busy} onClick={() => setBusy(true)}>
          Save
        </button>
      </section>
      <input aria-label="A field" />
      <button type="button" disabled={busy} onClick={() => setBusy(true)}>
        Save all
      </button>
    </main>
  );
}

const press = async (name: string) => {
  (page.getByRole('button', { name, exact: true }).element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
};

test('the focus stays near, when what had it goes or has to wait', async () => {
  await show(<Rows />, 'pages');
  await press('Remove one');
  await expect.element(page.getByRole('list', { name: 'Kept' })).toHaveFocus();
  await press('Remove two');
  await expect.element(page.getByRole('region', { name: 'What was kept' })).toHaveFocus();
  await press('Save');
  await expect.element(page.getByRole('region', { name: 'What was kept' })).toHaveFocus();
  saved?.();
  await expect.element(page.getByRole('button', { name: 'Save', exact: true })).toHaveFocus();
});

test('a button of the page itself gets the focus back, too, and the page stays where it is', async () => {
  await show(<Rows />, 'pages');
  await press('Save all');
  await expect.element(page.getByRole('heading', { name: 'A page' })).toHaveFocus();
  saved?.();
  await expect.element(page.getByRole('button', { name: 'Save all' })).toHaveFocus();
});

test('whoever has pressed beside it is called back to nothing', async () => {
  await show(<Rows />, 'pages');
  const remove = page.getByRole('button', { name: 'Remove one' }).element() as HTMLElement;
  remove.focus();
  remove.blur();
  remove.click();
  await expect.element(page.getByRole('button', { name: 'Remove one' })).not.toBeInTheDocument();
  expect(document.activeElement).toBe(document.body);
});

test('whoever is elsewhere by then stays there', async () => {
  await show(<Rows />, 'pages');
  const remove = page.getByRole('button', { name: 'Remove one' }).element() as HTMLElement;
  remove.focus();
  remove.click();
  const field = page.getByRole('textbox', { name: 'A field' });
  (field.element() as HTMLElement).focus();
  await expect.element(page.getByRole('button', { name: 'Remove one' })).not.toBeInTheDocument();
  await expect.element(field).toHaveFocus();
});

test('a page that is left takes its places with it', async () => {
  await show(<Rows />, 'pages');
  (page.getByRole('button', { name: 'Remove one' }).element() as HTMLElement).focus();
  again(<Rows other />);
  await expect.element(page.getByRole('heading', { name: 'Another page' })).toBeVisible();
  await expect.poll(() => document.activeElement).toBe(document.body);
});
