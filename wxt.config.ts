import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';
import { BUILT_IN_PATTERNS } from './lib/sites/built-in.ts';
import { bundleRecord } from './scripts/bundle-record.ts';
import { fewChunks } from './scripts/few-chunks.ts';

/** Allows only the extension's own files and, during development, the dev server and its socket. */
function policy(developing: boolean): string {
  const server = developing ? ' http://localhost:*' : '';
  return [
    "default-src 'none'",
    // Deriving a key from a passphrase uses WebAssembly.
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src 'self'${developing ? " 'unsafe-inline'" : ''}${server}`,
    `img-src 'self'${server}`,
    "frame-src 'self'",
    `connect-src ${developing ? 'http://localhost:* ws://localhost:*' : "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/**
 * A letter that neither the call sites nor the browsers' menus use with these modifiers. Alt+Shift
 * changes the keyboard layout on Windows and Linux, and Option types letters on a Mac.
 */
const suggested = (letter: string) => ({
  default: `Alt+${letter}`,
  mac: `MacCtrl+Shift+${letter}`,
});

export default defineConfig({
  manifestVersion: 3,
  imports: false,
  targetBrowsers: ['chrome', 'firefox'],
  // Chromium's sandbox doesn't start as root, for example in a container.
  webExt: { chromiumArgs: process.getuid?.() === 0 ? ['--no-sandbox'] : [] },
  manifest: ({ browser, command }) => ({
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    incognito: 'not_allowed',
    // docs/permissions.md explains each permission.
    permissions: ['storage', 'unlimitedStorage', 'scripting', 'alarms', 'idle', 'activeTab'],
    commands: {
      fold: {
        suggested_key: suggested('J'),
        description: '__MSG_command_fold__',
      },
      mask: {
        suggested_key: suggested('G'),
        description: '__MSG_command_mask__',
      },
      note: {
        suggested_key: suggested('K'),
        description: '__MSG_command_note__',
      },
      lock: {
        suggested_key: suggested('W'),
        description: '__MSG_command_lock__',
      },
      // Browsers accept four suggested keys, so the user sets this one.
      leg: { description: '__MSG_command_leg__' },
    },
    optional_permissions: ['notifications'],
    host_permissions: [...BUILT_IN_PATTERNS],
    optional_host_permissions: ['https://*/*'],
    web_accessible_resources: [
      { resources: ['panel.html'], matches: [...BUILT_IN_PATTERNS] },
      {
        resources: ['site-panel.html'],
        matches: ['https://*/*'],
        // No page must be able to test whether Perch is installed. Firefox's address differs by
        // profile anyway.
        ...(browser === 'firefox' ? {} : { use_dynamic_url: true }),
      },
    ],
    content_security_policy: { extension_pages: policy(command === 'serve') },
    action: { default_title: '__MSG_extension_name__' },
    icons: { 16: 'icon/16.png', 32: 'icon/32.png', 48: 'icon/48.png', 128: 'icon/128.png' },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'perch@perch.session',
              strict_min_version: '142.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : { minimum_chrome_version: '144' }),
  }),
  vite: ({ browser }) => ({
    plugins: [
      preact({ prefreshEnabled: false, devToolsEnabled: false }),
      fewChunks(),
      bundleRecord(browser),
    ],
    // The manifest's browsers, so that CSS such as light-dark() isn't rewritten.
    build: {
      target: ['chrome144', 'firefox142'],
      sourcemap: false,
      modulePreload: { polyfill: false },
    },
  }),
});
