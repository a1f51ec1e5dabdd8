import { render } from 'preact';
import { ClockProvider } from '@/components/shared/clock';
import { TextProvider } from '@/components/shared/text';
import type { Text } from '@/lib/text';
import { english } from '../fixtures/english.ts';
import { clockAt, NOW } from '../fixtures/panel.tsx';
import type { Scene } from './scenes.tsx';
import '@fontsource/inter/latin-400.css';
import '@fontsource/inter/latin-600.css';

const SHEETS: Readonly<Record<Scene['sheet'], () => Promise<unknown>>> = {
  panel: () => import('@/components/panel/panel.css'),
  popup: () => import('@/components/popup/popup.css'),
  // It ends in the desk, and brings its rules. Twice in a document, their order would be another.
  rehearsal: () => import('@/components/rehearsal/rehearsal.css'),
  desk: () => import('@/components/rehearsal/rehearsal.css'),
};

/** English whose words are nearly half as long again, as those of other languages are. */
const longer: Text = Object.assign((...asked: Parameters<Text>) => stretched(english(...asked)), {
  count: (...asked: Parameters<Text['count']>) => stretched(english.count(...asked)),
  language: english.language,
  locale: english.locale,
  direction: english.direction,
  forCoach: () => longer,
});
const stretched = (words: string) => words.replaceAll(/[aeiou](?=\p{L})/gu, '$&$&');

const button = (name: string): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>('button, summary, label:has(> [type="radio"])')].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent).trim() === name,
  );

/**
 * Draws a scene as the only thing in this document, in a font that is the same everywhere, and
 * opens what is to be open in it. Rejects if a button that is to be pressed isn't there.
 */
export async function drawScene(scene: Scene, scheme: 'light' | 'dark'): Promise<void> {
  await SHEETS[scene.sheet]();
  const { style } = document.documentElement;
  document.documentElement.lang = 'en';
  document.documentElement.dir = scene.words === 'rightToLeft' ? 'rtl' : 'ltr';
  style.fontSize = scene.words === 'twiceAsLarge' ? '200%' : '';
  style.colorScheme = scheme;
  style.setProperty('--font', 'Inter, sans-serif');
  for (const weight of [400, 600]) await document.fonts.load(`${weight} 13px Inter`);
  // What a scene does with the focus is not to depend on whether another one has taken it.
  (window.frameElement as HTMLElement | null)?.blur();
  render(null, document.body);
  render(
    <TextProvider value={scene.words === 'longer' ? longer : english}>
      <ClockProvider value={clockAt(NOW)}>{scene.draw()}</ClockProvider>
    </TextProvider>,
    document.body,
  );
  for (const name of scene.pressed) {
    // What follows the drawing comes after the next picture of it.
    await painted();
    (await there(name)).click();
  }
  if (scene.focused) (await there(scene.focused)).focus({ focusVisible: true } as FocusOptions);
  // A page of the desk reads what it shows.
  while (document.querySelector('[aria-busy]')) await painted();
  await painted();
}

const painted = () =>
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

/** Waits for a button: pages are loaded after the panel is drawn. */
async function there(name: string): Promise<HTMLElement> {
  for (let frame = 0; frame < 300; frame += 1) {
    const found = button(name);
    if (found) return found;
    await painted();
  }
  throw new Error(`there is no button ${name}`);
}
