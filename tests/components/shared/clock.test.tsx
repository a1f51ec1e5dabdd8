import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import { TodayPage } from '@/components/desk/today/TodayPage';
import { Popup } from '@/components/popup/Popup';
import { ClockProvider } from '@/components/shared/clock';
import { TextProvider } from '@/components/shared/text';
import { NOW } from '../../fixtures/panel.tsx';
import { POPUP } from '../../fixtures/popup.ts';
import { begun, planAt } from '../../fixtures/session.ts';
import { snapshotOf, viewOf } from '../../fixtures/view.ts';
import { libraryOf, onCalendar, session } from '../library.ts';
import { counting, show } from '../show.tsx';

describe('in a minute, only the time remaining is drawn sixty times', () => {
  const running = { plan: planAt(NOW), events: begun(NOW) };
  test.each([
    [
      'in the desk',
      'today_toFinish',
      <TodayPage
        key="desk"
        library={libraryOf([{ ...session('c', 'x', false), ...running }])}
        rehearsal="#"
        lastBackup={null}
        {...onCalendar}
      />,
    ],
    [
      'in the popup',
      'popup_desk',
      <Popup {...POPUP} key="popup" snapshot={snapshotOf(viewOf(running))} />,
    ],
  ] as const)('%s', async (_, rarely, children) => {
    const { asked, text } = counting('time_remaining', rarely);
    const second = signal(NOW);
    await show(
      <TextProvider value={text}>
        <ClockProvider value={{ second, now: () => second.value }}>{children}</ClockProvider>
      </TextProvider>,
      'pages',
    );
    const before = { ...asked };
    expect(before[rarely]).toBeGreaterThanOrEqual(1);
    for (let times = 0; times < 60; times += 1) {
      second.value += 1_000;
      await new Promise(requestAnimationFrame);
    }
    expect(asked.time_remaining - before.time_remaining).toBe(60);
    expect(asked[rarely] - before[rarely]).toBeLessThanOrEqual(6);
  });
});
