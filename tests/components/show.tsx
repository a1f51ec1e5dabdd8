import axe from 'axe-core';
import type { ComponentChildren } from 'preact';
import { render } from 'preact';
import { expect } from 'vitest';
import { page } from 'vitest/browser';
import { ClockProvider } from '@/components/shared/clock';
import { TextProvider } from '@/components/shared/text';
import type { Text } from '@/lib/text';
import { english } from '../fixtures/english.ts';
import { clockAt, NOW } from '../fixtures/panel.tsx';

/** Draws something as the panel or a page would, in place of what was there before. */
export async function show(
  children: ComponentChildren,
  sheet: 'panel' | 'pages' = 'panel',
): Promise<HTMLElement> {
  if (sheet === 'panel') await import('@/components/panel/panel.css');
  else {
    // Each brings the shared rules again, which must not come after those of the desk. The
    // rehearsal's sheet has the desk's in it.
    await import('@/components/popup/popup.css');
    await import('@/components/rehearsal/rehearsal.css');
  }
  document.documentElement.lang = 'en';
  document.title = 'Perch';
  render(null, document.body);
  return again(children);
}

/** Draws something over what is there, as when a new snapshot has come. */
export function again(children: ComponentChildren): HTMLElement {
  render(
    <TextProvider value={english}>
      <ClockProvider value={clockAt(NOW)}>{children}</ClockProvider>
    </TextProvider>,
    document.body,
  );
  return document.body;
}

/**
 * What has the focus within the drawing that an act brings, before any key, press or frame: whoever
 * presses into a field at once must not lose it to a heading that takes the focus later.
 */
export function focusAsDrawn(act: () => void): Promise<Element | null> {
  return new Promise((resolve) => {
    const watch = new MutationObserver(() => {
      watch.disconnect();
      resolve(document.activeElement);
    });
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
    act();
  });
}

/** The button with exactly this name. */
export const button = (name: string) => page.getByRole('button', { name, exact: true });

/**
 * English that counts how often each of these words is asked for: each time that what shows them is
 * drawn.
 */
export function counting<K extends Parameters<Text>[0]>(...words: readonly K[]) {
  const asked = Object.fromEntries(words.map((key) => [key, 0])) as Record<K, number>;
  const text: Text = Object.assign(
    (...[key, ...rest]: Parameters<Text>) => {
      if (key in asked) asked[key as K] += 1;
      return english(key, ...rest);
    },
    {
      count: english.count,
      language: english.language,
      locale: english.locale,
      direction: english.direction,
      forCoach: english.forCoach,
    },
  );
  return { asked, text };
}

/** Colours alone differ between the schemes: these rules look at them. */
const RULES = {
  light: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  dark: ['color-contrast', 'link-in-text-block'],
} as const;

/**
 * Fails with every accessibility fault that axe finds, in light and in dark, and with every field
 * for words that the browser would keep a copy of.
 * @param isPage whether a whole page is drawn: a component alone has none around it
 */
export async function accessible(isPage = false): Promise<void> {
  for (const field of document.querySelectorAll('textarea, input[type=search], input[type=text]')) {
    expect((field as HTMLTextAreaElement).form?.autocomplete, field.outerHTML).toBe('off');
    expect((field as HTMLTextAreaElement).spellcheck, field.outerHTML).toBe(false);
  }
  for (const [scheme, runOnly] of Object.entries(RULES)) {
    document.documentElement.style.colorScheme = scheme;
    const { violations } = await axe.run(document, {
      runOnly: [...runOnly],
      // Nothing but violations is looked at, and the rest is most of the work.
      resultTypes: ['violations'],
      rules: {
        region: { enabled: isPage },
        'page-has-heading-one': { enabled: isPage },
        'landmark-one-main': { enabled: isPage },
      },
    });
    expect(
      violations.map(
        ({ id, nodes }) => `${scheme} ${id}: ${nodes.map(({ html }) => html).join(' ')}`,
      ),
    ).toEqual([]);
  }
}
