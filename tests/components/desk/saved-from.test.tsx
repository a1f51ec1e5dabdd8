import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Alliance } from '@/components/desk/session/Alliance';
import { UnsavedProvider } from '@/components/desk/unsaved';
import type { Desk } from '@/lib/desk';
import { editorsHere } from '../../fixtures/editors.tsx';
import { show } from '../show.tsx';

type Form = Parameters<Desk['changes']['offerForm']>[0];

test('a form gets back what was saved from it, unless something stands in it by then', async () => {
  const forms: Form[] = [];
  const kept: string[] = [];
  await show(
    <UnsavedProvider editors={editorsHere()} onSavedFrom={(form) => forms.push(form)}>
      <Alliance
        sessionId="s"
        name="s alliance"
        onAdd={async (words) => {
          kept.push(words);
          return true;
        }}
      />
    </UnsavedProvider>,
    'pages',
  );
  await userEvent.click(page.getByText('How you see the alliance'));
  const [first] = page.getByRole('radiogroup').all();
  if (!first) throw new Error('no ratings');
  const rated = (value: string) => first.getByRole('radio', { name: value, exact: true });
  await userEvent.click(rated('4'));
  await userEvent.click(page.getByRole('button', { name: 'Keep the ratings' }));
  await expect.element(rated('No answer')).toBeChecked();
  expect(kept).toHaveLength(1);
  expect(forms.map((form) => form.isFree())).toEqual([true]);
  await userEvent.click(rated('2'));
  expect(forms.map((form) => form.isFree())).toEqual([false]);
  // Emptied again, it holds nothing that anybody would miss.
  await userEvent.click(rated('No answer'));
  expect(forms.map((form) => form.isFree())).toEqual([true]);
  forms[0]?.giveBack();
  await expect.element(rated('4')).toBeChecked();
});
