import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { MINUTE } from '@/lib/session';
import { changed, IN_CALL, LAYOUT, line, OVER, open, START, view } from '../../fixtures/panel.tsx';
import { draw, panelForEachTest, redraw } from '../draw-panel.tsx';

panelForEachTest();

/** Collects what a screen reader announces by itself, each once, in order. */
function listen(): readonly string[] {
  const heard: string[] = [];
  const last = new WeakMap<Element, string>();
  const look = () => {
    for (const region of document.querySelectorAll(
      '[role="alert"], [role="status"], [aria-live]',
    )) {
      if (region.getAttribute('aria-live') === 'off') continue;
      const words = region.textContent.replaceAll(/\s+/g, ' ').trim();
      if (last.get(region) === words) continue;
      last.set(region, words);
      if (words !== '') heard.push(words);
    }
  };
  look();
  heard.length = 0;
  new MutationObserver(look).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
  return heard;
}

test.each([
  ['panel', 340, 704],
  ['bar', 900, 136],
] as const)(
  'what a screen reader says of itself through a session in the %s',
  async (shape, width, height) => {
    await page.viewport(width, height);
    const second = signal(START + 33 * MINUTE);
    const clock = { second, now: () => second.value };
    const layout = { ...LAYOUT, shape, dock: shape === 'bar' ? 'top' : 'right' } as const;
    const around = { clock, layout, call: IN_CALL };
    await draw(open(view), around);
    const heard = listen();
    for (let minute = 34; minute <= 52; minute += 1) {
      second.value = START + minute * MINUTE;
      await expect.poll(() => document.querySelector('[role="timer"]')?.textContent).toBeTruthy();
    }
    redraw(open(view), { ...around, call: { ...IN_CALL, sharing: 'more' } });
    await expect.element(page.getByRole('alert')).toBeVisible();
    redraw(open(view), around);
    await userEvent.click(page.getByRole('textbox', { name: 'Quick note' }));
    await userEvent.keyboard('a few words{Enter}');
    await expect.element(page.getByText('Saved', { exact: true })).toBeVisible();
    redraw(changed({ notes: [...view.notes, line({ id: 'z', text: 'a few words' })] }), around);
    redraw(open(view), { ...around, call: OVER });
    await expect
      .element(page.getByText('The call seems to have ended', { exact: false }))
      .toBeVisible();
    expect(heard).toEqual([
      '15 minutes left.',
      '10 minutes left.',
      '5 minutes left. Time for Closing.',
      'The time is over.',
      "We've come to the end of our time. How would you like to finish?",
      'This page is sharing a screen. What this panel shows may be seen.Mask itNot now',
      'Saving',
      'Saved',
      'The call seems to have ended at 14:15.It droppedEnd nowNot now',
    ]);
  },
);
