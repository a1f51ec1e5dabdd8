import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { TextProvider } from '@/components/shared/text';
import { clockAt, NOW, open, START, view } from '../../fixtures/panel.tsx';
import { draw, panel, panelForEachTest, redraw } from '../draw-panel.tsx';
import { counting, show } from '../show.tsx';

panelForEachTest();

test('nothing moves when a digit changes', async () => {
  await draw(open(view), { clock: clockAt(NOW) });
  const width = () => page.getByRole('timer').element().getBoundingClientRect().width;
  const before = width();
  for (const seconds of [1, 7, 20, 44]) {
    await draw(open(view), { clock: clockAt(NOW + seconds * 1_000) });
    expect(width()).toBeCloseTo(before, 1);
  }
});

test('time remaining counts to the end and past it', async () => {
  await draw(open(view), { clock: clockAt(START + 18 * 60_000 + 55_000) });
  await expect.element(page.getByRole('timer')).toHaveTextContent('31:05');
  await draw(open(view), { clock: clockAt(START + 50 * 60_000) });
  await expect.element(page.getByRole('timer')).toHaveTextContent('0:00');
  await draw(open(view), { clock: clockAt(START + 52 * 60_000 + 10_000) });
  await expect.element(page.getByRole('timer')).toHaveTextContent('2:10 over');
});

describe('during a session', () => {
  test('milestones are announced, other cues are not, and nothing is said each second', async () => {
    const told = () =>
      [...document.querySelectorAll('.cue [aria-live=polite]')]
        .map((one) => one.textContent)
        .join();
    const line = () => page.getByRole('status', { name: 'Cue' }).element().textContent;
    await draw(open(view), { clock: clockAt(START + 33 * 60_000) });
    expect(line()).toContain('Not visited yet');
    expect(told()).toBe('');
    redraw(open(view), { clock: clockAt(START + 35 * 60_000) });
    expect(told()).toContain('15 minutes left.');
    const words = told();
    redraw(open(view), { clock: clockAt(START + 35 * 60_000 + 20_000) });
    expect(told()).toBe(words);
    redraw(open(view), { clock: clockAt(START + 36 * 60_000) });
    expect(line()).toContain('Not visited yet');
    expect(told()).toBe('');
  });
});

test('in a minute, only the time remaining is drawn sixty times', async () => {
  const { asked, text } = counting('time_remaining', 'mask_panel', 'legs', 'note');
  const second = signal(NOW);
  const clock = { second, now: () => second.value };
  await show(<TextProvider value={text}>{panel(open(view), { clock })}</TextProvider>);
  const before = { ...asked };
  for (let times = 0; times < 60; times += 1) {
    second.value += 1_000;
    await new Promise(requestAnimationFrame);
  }
  expect(asked.time_remaining - before.time_remaining).toBe(60);
  // A minute of the session, of the time left and of the leg have each changed once or twice.
  for (const rarely of ['mask_panel', 'legs', 'note'] as const)
    expect(asked[rarely] - before[rarely], rarely).toBeLessThanOrEqual(6);
  expect(asked.legs - before.legs).toBeGreaterThanOrEqual(1);
});
