import path from 'node:path';
import preact from '@preact/preset-vite';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { findBrowser } from './browser/driver/find-browser.ts';

const root = path.resolve(import.meta.dirname, '..');
const alias = { '@': root };
const chromium = findBrowser('chromium')?.path;

/**
 * The tests of a part run beside those of the others: what mostly waits for clocks of the product
 * costs little time there, and what measures time or pixels has the machine to itself. Without a
 * part, all of them.
 */
const PARTS = {
  // A new folder falls in here, so that no test is in no part.
  busy: '{*,!(walks|rules|waiting|alone)/**/*}',
  walks: '{walks,rules}/*',
  waiting: 'waiting/*',
  alone: 'alone/*',
} as const;
const part = process.env.PERCH_PART as keyof typeof PARTS | undefined;
const browserTests = `tests/browser/${part ? PARTS[part] : '**/*'}.test.ts`;
/**
 * Rules that tests of units and components prove, walked through as a person does: in one browser.
 */
const RULES = 'tests/browser/rules/**';

/** The time zone in which it is about noon, so that no walk through a day meets its end. */
const hours = 12 - new Date().getUTCHours();
const NOON = `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;

export default defineConfig({
  root,
  test: {
    reporters: ['default', path.join(import.meta.dirname, 'reporter.ts')],
    projects: [
      {
        resolve: { alias },
        // Pure functions leave nothing behind for the next file.
        test: { name: 'unit', root, include: ['tests/unit/**/*.test.ts'], isolate: false },
      },
      {
        resolve: { alias },
        test: { name: 'conventions', root, include: ['tests/conventions/**/*.test.ts'] },
      },
      {
        resolve: { alias },
        plugins: [preact({ prefreshEnabled: false, devToolsEnabled: false })],
        // Found while a test runs, they would make the page load again.
        optimizeDeps: {
          include: ['@preact/signals', 'age-encryption', 'hash-wasm', '@hpke/core', 'fast-check'],
        },
        test: {
          name: 'components',
          root,
          include: ['tests/{components,storage}/**/*.test.{ts,tsx}'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            expect: {
              toMatchScreenshot: {
                comparatorName: 'pixelmatch',
                // Browsers of other releases smooth letters in another way.
                comparatorOptions: { threshold: 0.2, allowedMismatchedPixelRatio: 0.003 },
                resolveScreenshotPath: ({ arg, ext }) =>
                  path.join(root, 'tests', 'gallery', 'pictures', `${arg}${ext}`),
                resolveDiffPath: ({ arg, ext }) =>
                  path.join(root, '.shots', 'differing', `${arg}${ext}`),
              },
            },
            provider: playwright({
              launchOptions: {
                ...(chromium ? { executablePath: chromium } : {}),
                args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
              },
            }),
            instances: [{ browser: 'chromium', viewport: { width: 340, height: 640 } }],
          },
        },
      },
      ...(['chromium', 'firefox'] as const).map((browser) => ({
        resolve: { alias },
        test: {
          name: browser,
          root,
          include: [browserTests],
          exclude: browser === 'firefox' ? [RULES] : [],
          env: { PERCH_BROWSER: browser, TZ: NOON },
          // A browser takes seconds to start on a small machine.
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // One browser keeps a small machine busy.
          fileParallelism: false,
          // What drives browsers takes a second to load.
          isolate: false,
        },
      })),
    ],
  },
});
