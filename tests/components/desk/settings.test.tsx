import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { DeskScreen } from '@/components/desk/DeskScreen';
import { DeskSettings } from '@/components/desk/DeskSettings';
import { DEFAULT_SETTINGS } from '@/lib/practice';
import { nothing, storageState } from '../library.ts';
import { show } from '../show.tsx';

test('a browser that will not promise to keep the data is told of in words', async () => {
  await show(
    <DeskSettings
      hasPassphrase={false}
      storageState={storageState}
      onPersist={async () => false}
      onReset={null}
      onResetPositions={nothing}
    />,
    'pages',
  );
  await userEvent.click(page.getByRole('button', { name: 'Ask the browser to keep them' }));
  await expect
    .element(page.getByText('The browser did not agree', { exact: false }))
    .toBeInTheDocument();
});

test('what is masked is chosen, and a choice that could not be written is said so', async () => {
  const onChange = vi.fn<Parameters<typeof DeskScreen>[0]['onChange']>(async () => null);
  await show(<DeskScreen settings={DEFAULT_SETTINGS} onChange={onChange} />, 'pages');
  await userEvent.click(page.getByRole('radio', { name: 'Unless it shares another tab' }));
  await userEvent.click(page.getByRole('checkbox', { name: /^Show text only/ }));
  await userEvent.click(page.getByRole('checkbox', { name: /^Take presses/ }));
  const after = onChange.mock.calls.map(([change]) => change(DEFAULT_SETTINGS));
  expect(after).toMatchObject([
    { shareGuard: 'thisTab', peek: false },
    { peek: true, pressCovered: false },
    { peek: false, pressCovered: true },
  ]);
  onChange.mockResolvedValue('storageFailed');
  await userEvent.click(page.getByRole('radio', { name: 'Only when I do' }));
  await expect.element(page.getByRole('alert')).toBeInTheDocument();
});
