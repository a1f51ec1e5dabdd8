import { signal } from '@preact/signals';
import { describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { ClientSees } from '@/components/desk/settings/ClientSees';
import { Cues } from '@/components/desk/settings/Cues';
import { GROUPS } from '@/components/desk/settings/groups';
import { Keeping } from '@/components/desk/settings/Keeping';
import { Kept } from '@/components/desk/settings/Kept';
import { Look } from '@/components/desk/settings/Look';
import { SettingsFrame, SettingsPage } from '@/components/desk/settings/SettingsPage';
import { Work } from '@/components/desk/settings/Work';
import { DEFAULT_SETTINGS, type Settings } from '@/lib/practice';
import { library, nothing, storageState } from '../library.ts';
import { accessible, show } from '../show.tsx';

const save = async () => null;

describe('a row of settings', () => {
  const draw = (change: Partial<Settings> = {}) =>
    show(
      <main>
        <Work settings={{ ...DEFAULT_SETTINGS, ...change }} save={save} newId={() => 'own'} />
        <ClientSees tellsShares={false} settings={{ ...DEFAULT_SETTINGS, ...change }} save={save} />
      </main>,
      'pages',
    );

  test('says what it does, and what it was at first only once it differs', async () => {
    await draw();
    expect(page.getByText(/^at first/).elements()).toEqual([]);
    await draw({ region: 'ukEu', peek: true, noteFormat: 'dap', lateHours: null });
    await accessible();
    const region = page.getByRole('radiogroup', { name: 'Where you work' });
    await expect.element(region).toHaveAccessibleDescription(/at first: Elsewhere .*no law|law/);
    await expect
      .element(page.getByRole('checkbox', { name: /^Show text only/ }))
      .toHaveAccessibleDescription(/^at first: off/);
    await expect
      .element(page.getByRole('combobox', { name: "A session's document begins as" }))
      .toHaveAccessibleDescription(/at first: SOAP/);
    await expect
      .element(page.getByRole('spinbutton', { name: /late entry/ }))
      .toHaveAccessibleDescription(/at first: 24/);
  });

  test('says what it does, whichever it is', async () => {
    const settings = { ...DEFAULT_SETTINGS, region: 'us' as const };
    await show(
      <main>
        <Work settings={settings} save={save} newId={() => 'own'} />
        <ClientSees tellsShares={false} settings={settings} save={save} />
        <Cues settings={settings} save={save} onNotify={async () => true} />
        <Keeping library={{ ...library, settings }} save={save} />
      </main>,
      'pages',
    );
    const rows = [...document.querySelectorAll('.set-row')];
    expect(rows.length).toBeGreaterThan(20);
    const silent = rows.filter((row) => !row.querySelector('.set-what'));
    expect(silent.map(({ textContent }) => textContent)).toEqual([]);
  });

  test('that needs room opens and closes by its own button', async () => {
    await draw({ shorthands: [{ short: 'bdy', long: 'boundary' }] });
    await expect.element(page.getByText('1, such as "bdy" for "boundary".')).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Change: Shorthands' }));
    await expect.element(page.getByRole('textbox', { name: 'Short form' })).toBeVisible();
    await accessible();
    await userEvent.click(page.getByRole('button', { name: 'Close: Shorthands' }));
    expect(page.getByRole('textbox', { name: 'Short form' }).elements()).toEqual([]);
  });
});

test.each(GROUPS)('the group %s has its name over it, and the way to all others', async (group) => {
  await show(
    <SettingsFrame group={group} lockState="open" isSealing={false}>
      {null}
    </SettingsFrame>,
    'pages',
  );
  const links = page.getByRole('navigation', { name: 'Settings' }).getByRole('link');
  expect(links.elements()).toHaveLength(GROUPS.length);
  const [here] = links.elements().filter((link) => link.getAttribute('aria-current') === 'page');
  await expect
    .element(page.getByRole('heading', { level: 1 }))
    .toHaveTextContent(here?.textContent ?? 'no link');
});

test('a choice that could not be written is said so, on its page', async () => {
  const desk = {
    changes: { changeSettings: async () => 'storageFailed' },
    library: signal({ settings: DEFAULT_SETTINGS }),
    lockState: signal('none'),
    sealed: signal(true),
    autoBackups: { state: signal(null) },
    device: {},
    browser: {},
  };
  await show(<SettingsPage desk={desk as never} group="screen" />, 'pages');
  expect(page.getByRole('alert').elements()).toEqual([]);
  await userEvent.click(page.getByRole('radio', { name: 'Only when I do' }));
  await expect.element(page.getByRole('alert')).toBeVisible();
});

test('what needs no settings is there before they can be read', async () => {
  await show(<Look settings={undefined} save={save} onResetPositions={nothing} />, 'pages');
  await expect.element(page.getByRole('button', { name: 'Reset positions' })).toBeVisible();
  expect(page.getByRole('radiogroup').elements()).toEqual([]);
});

test('a browser that will not promise to keep the data is told of in words', async () => {
  await show(
    <Kept
      lockState="none"
      isSealing={false}
      storageState={storageState}
      onPersist={async () => false}
    />,
    'pages',
  );
  await userEvent.click(page.getByRole('button', { name: 'Ask the browser to keep my notes' }));
  await expect
    .element(page.getByText('The browser did not agree', { exact: false }))
    .toBeInTheDocument();
});

test('what is masked is chosen', async () => {
  const onChange = vi.fn<Parameters<typeof ClientSees>[0]['save']>(async () => null);
  await show(
    <ClientSees tellsShares={false} settings={DEFAULT_SETTINGS} save={onChange} />,
    'pages',
  );
  await userEvent.click(page.getByRole('radio', { name: 'Unless it shares another tab' }));
  await userEvent.click(page.getByRole('checkbox', { name: /^Show text only/ }));
  await userEvent.click(page.getByRole('checkbox', { name: /^Take presses/ }));
  const after = onChange.mock.calls.map(([change]) => change(DEFAULT_SETTINGS));
  expect(after).toMatchObject([
    { shareGuard: 'thisTab', peek: false },
    { peek: true, pressCovered: false },
    { peek: false, pressCovered: true },
  ]);
});

test('nothing is said of a passphrase before anybody knows whether there is one', async () => {
  const lead = () => document.querySelector('.settings-lead')?.textContent ?? '';
  const kept = () =>
    page.getByRole('region', { name: 'Where your notes are' }).element().textContent ?? '';
  for (const [state, isSealing, says, where] of [
    [null, false, /^$/, /^(?!.*encrypted)/],
    ['none', false, /^There is no passphrase/, /encrypted with a key that the browser keeps/],
    ['open', false, /encrypted under your passphrase/, /encrypted under your passphrase/],
    ['open', true, /Earlier notes are sealed under it/, /Earlier notes are sealed under your/],
  ] as const) {
    await show(
      <SettingsFrame group="protection" lockState={state} isSealing={isSealing}>
        <Kept
          lockState={state}
          isSealing={isSealing}
          storageState={storageState}
          onPersist={async () => false}
        />
      </SettingsFrame>,
      'pages',
    );
    await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(lead()).toMatch(says);
    expect(kept()).toMatch(where);
  }
});

test('what masking can not do is said for the browser that it is said in', async () => {
  const sees = (tellsShares: boolean) => (
    <ClientSees tellsShares={tellsShares} settings={DEFAULT_SETTINGS} save={save} />
  );
  await show(sees(true), 'pages');
  await expect
    .element(page.getByText('noticed a moment after it has begun', { exact: false }).first())
    .toBeVisible();
  expect(page.getByText('unless you add that site too', { exact: false }).elements()).toEqual([]);
  await show(sees(false), 'pages');
  await expect
    .element(page.getByText('unless you add that site too', { exact: false }))
    .toBeVisible();
  expect(page.getByText('noticed a moment after', { exact: false }).elements()).toEqual([]);
});
