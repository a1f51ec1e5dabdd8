import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Sites } from '@/components/desk/settings/Sites';
import { accessTo } from '@/lib/sites';
import { DOXY, MEET } from '../../fixtures/popup.ts';
import { show } from '../show.tsx';

describe('call sites', () => {
  const onUse = vi.fn<Parameters<typeof Sites>[0]['onUse']>();
  const onStop = vi.fn<Parameters<typeof Sites>[0]['onStop']>();
  beforeEach(() => {
    onUse.mockReset().mockResolvedValue(true);
    onStop.mockReset().mockResolvedValue();
  });
  const draw = (doxyAllowed: boolean) =>
    show(
      <Sites
        sites={[
          { ...MEET, allowed: true },
          { ...DOXY, allowed: doxyAllowed },
        ]}
        everywhere={false}
        accessTo={accessTo}
        onUse={onUse}
        onStop={onStop}
      />,
      'pages',
    );
  const said = (words: string) => expect.element(page.getByRole('status')).toHaveTextContent(words);

  test('one that Perch comes with can not be stopped here, and another is used with one press', async () => {
    await draw(false);
    await expect
      .element(page.getByRole('button', { name: 'Stop on Google Meet' }))
      .not.toBeInTheDocument();
    await userEvent.click(page.getByText('More call sites'));
    await userEvent.click(page.getByRole('button', { name: 'Use Perch on Doxy.me' }));
    expect(onUse.mock.calls[0]?.[0].patterns).toEqual(DOXY.patterns);
    await said(
      "Perch runs on Doxy.me now, in open calls too. If no panel appears there, Perch's button opens it beside the page.",
    );
  });
  test('one that was added is stopped with one press', async () => {
    await draw(true);
    await userEvent.click(page.getByRole('button', { name: 'Stop on Doxy.me' }));
    expect(onStop.mock.calls[0]?.[0].patterns).toEqual(DOXY.patterns);
    await said('Perch does not run on Doxy.me any more.');
  });
  test.each([
    ['rooms.example.org/today?x=1', 'rooms.example.org', 'https://rooms.example.org/*'],
    ['https://rooms.example.org:8443/', 'rooms.example.org', 'https://rooms.example.org/*'],
    ['https://clinic.doxy.me/dr', 'Doxy.me', 'https://doxy.me/*'],
  ])('%s is added as %s', async (address, name, pattern) => {
    await draw(false);
    await userEvent.fill(
      page.getByRole('textbox', { name: 'Address of another call site' }),
      address,
    );
    await userEvent.click(page.getByRole('button', { name: 'Add site' }));
    expect(onUse.mock.calls[0]?.[0]).toMatchObject({ name });
    expect(onUse.mock.calls[0]?.[0].patterns[0]).toBe(pattern);
    await expect.element(page.getByRole('textbox')).toHaveValue('');
  });
  test.each(['http://rooms.example.org', 'file:///etc', 'a b', ''])(
    '"%s" is refused with a reason, and stays in the field',
    async (address) => {
      await draw(false);
      const field = page.getByRole('textbox', { name: 'Address of another call site' });
      await userEvent.fill(field, address);
      await userEvent.click(page.getByRole('button', { name: 'Add site' }));
      expect(onUse).not.toHaveBeenCalled();
      await said(
        'That is not the address of a secure site, which begins with https and has a name such as rooms.example.org.',
      );
      await expect.element(field).toHaveValue(address);
    },
  );
  test('one that the browser was not allowed to give is said so', async () => {
    onUse.mockResolvedValue(false);
    await draw(false);
    await userEvent.fill(page.getByRole('textbox'), 'rooms.example.org');
    await userEvent.click(page.getByRole('button', { name: 'Add site' }));
    await said(
      'The browser was not allowed to let Perch run on rooms.example.org. Nothing has changed.',
    );
    await expect.element(page.getByRole('textbox')).toHaveValue('rooms.example.org');
  });
});
