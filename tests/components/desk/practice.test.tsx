import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Cues } from '@/components/desk/settings/Cues';
import type { SaveSettings } from '@/components/desk/settings/save';
import { Work } from '@/components/desk/settings/Work';
import { DEFAULT_SETTINGS } from '@/lib/practice';
import { accessible, again, show } from '../show.tsx';

describe('how the practitioner works', () => {
  let settings = DEFAULT_SETTINGS;
  let allowed = true;
  const save: SaveSettings = async (change) => {
    settings = change(settings);
    again(draw());
    return null;
  };
  const draw = () => (
    <main>
      <Work settings={settings} newId={() => 'own'} save={save} />
      <Cues settings={settings} save={save} onNotify={async (on) => on && allowed} />
    </main>
  );
  beforeEach(async () => {
    settings = DEFAULT_SETTINGS;
    allowed = true;
    await show(draw(), 'pages');
  });

  test('is changed by one press each', async () => {
    await accessible();
    await userEvent.click(page.getByRole('radio', { name: 'Consultant' }));
    await userEvent.click(page.getByRole('radio', { name: 'Learning' }));
    await userEvent.click(page.getByRole('radio', { name: 'UK or EU' }));
    await userEvent.click(page.getByRole('checkbox', { name: 'Quiet: no prompts' }));
    await userEvent.click(
      page.getByRole('checkbox', { name: 'Offer a short grounding exercise in Closing' }),
    );
    await userEvent.click(page.getByRole('checkbox', { name: '10 minutes left' }));
    expect(settings).toMatchObject({
      grounding: true,
      profile: 'consultant',
      guidance: 'learning',
      region: 'ukEu',
      quiet: true,
      cuesOff: ['left10'],
    });
    await userEvent.click(page.getByRole('checkbox', { name: '10 minutes left' }));
    expect(settings.cuesOff).toEqual([]);
    await userEvent.click(page.getByRole('button', { name: 'Change: Names of legs' }));
    await userEvent.fill(page.getByRole('textbox', { name: 'Client Agenda' }), 'What matters');
    await userEvent.tab();
    expect(settings.legNames).toEqual({ agenda: 'What matters' });
  });

  test('a name that another leg has, or that is too long, stays in its field with the reason', async () => {
    const name = (leg: string) => page.getByRole('textbox', { name: leg });
    await userEvent.click(page.getByRole('button', { name: 'Change: Names of legs' }));
    await userEvent.fill(name('Opening'), ' closing');
    await userEvent.tab();
    await expect.element(page.getByRole('alert')).toHaveTextContent('Another leg has this name.');
    await accessible();
    await userEvent.fill(name('Opening'), 'x'.repeat(25));
    await userEvent.tab();
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('A name has up to 24 characters.');
    expect(settings.legNames).toEqual({});
    await expect.element(name('Opening')).toHaveValue('x'.repeat(25));
    await userEvent.fill(name('Opening'), 'Arriving');
    await userEvent.tab();
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
    expect(settings.legNames).toEqual({ opening: 'Arriving' });
    again(draw());
    await userEvent.fill(name('Closing'), 'arriving');
    await userEvent.tab();
    await expect.element(page.getByRole('alert')).toHaveTextContent('Another leg has this name.');
  });

  test('system notices are on only as far as the browser allows', async () => {
    const notices = page.getByRole('checkbox', { name: /neutral system notice/ });
    allowed = false;
    await userEvent.click(notices);
    await expect.element(page.getByText(/did not allow system notices/)).toBeInTheDocument();
    expect(settings.notify).toBe(false);
    allowed = true;
    again(draw());
    await userEvent.click(notices);
    await expect.poll(() => settings.notify).toBe(true);
  });

  test('own session types are made, refused with a reason, changed and removed', async () => {
    await userEvent.click(page.getByRole('button', { name: 'Change: Own session types' }));
    await userEvent.click(page.getByRole('button', { name: 'Add a session type' }));
    await accessible();
    const save = page.getByRole('button', { name: 'Save session type' });
    await userEvent.click(save);
    await expect.element(page.getByRole('alert')).toHaveTextContent('Give it a name.');
    const called = page.getByRole('textbox', { name: 'Name', exact: true });
    await expect.element(called).toHaveFocus();
    await userEvent.fill(called, 'Short one');
    await userEvent.fill(page.getByRole('spinbutton', { name: 'Minutes for Exploration' }), '30');
    await expect.element(page.getByText('58 of 50 minutes are given to legs.')).toBeInTheDocument();
    await userEvent.click(save);
    await expect
      .element(page.getByRole('alert').filter({ hasText: 'have to add up' }))
      .toBeInTheDocument();
    const closing = page.getByRole('spinbutton', { name: 'Minutes for Closing' });
    await userEvent.fill(closing, '-4');
    await userEvent.tab();
    await expect.element(page.getByText(/a whole number from 0 to 240/)).toBeInTheDocument();
    await expect.element(closing).toHaveValue(-4);
    // Another number than the one in sight is not what somebody saves.
    await userEvent.click(save);
    await expect.element(closing).toHaveFocus();
    expect(settings.presets).toEqual([]);
    await userEvent.fill(closing, '4');
    await userEvent.fill(page.getByRole('spinbutton', { name: 'Minutes', exact: true }), '30');
    await userEvent.click(page.getByRole('button', { name: 'Move Planning down' }));
    await userEvent.click(save);
    expect(settings.presets).toMatchObject([{ id: 'own', name: 'Short one', minutes: 30 }]);
    expect(settings.presets[0]?.order.at(-1)).toBe('planning');
    await userEvent.click(page.getByRole('button', { name: 'Edit Short one' }));
    await userEvent.click(page.getByRole('radio', { name: 'Guided' }));
    await userEvent.click(save);
    expect(settings.presets).toMatchObject([{ mode: 'guided' }]);
    await userEvent.click(page.getByRole('button', { name: 'Remove Short one' }));
    expect(settings.presets).toEqual([]);
  });
});
