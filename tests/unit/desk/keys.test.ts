import { expect, test } from 'vitest';
import { keyTrouble } from '@/lib/desk/keys';

test.each([
  ['', 'linux', 'none'],
  ['', 'mac', 'none'],
  ['Alt+Shift+K', 'win', 'layout'],
  ['Alt+Shift+K', 'linux', 'layout'],
  ['Alt+Shift+K', 'mac', 'letters'],
  ['⌥⇧K', 'mac', 'letters'],
  ['⌃⇧K', 'mac', null],
  ['MacCtrl+Shift+K', 'mac', null],
  ['⌘⌥K', 'mac', null],
  ['Alt+M', 'win', 'call'],
  ['Alt+F', 'win', 'call'],
  ['Alt+D', 'cros', 'menu'],
  ['Alt+H', 'win', 'call'],
  ['Alt+K', 'win', null],
  ['Ctrl+Shift+1', 'linux', null],
])('%s on %s', (key, os, trouble) => {
  expect(keyTrouble(key, os)).toBe(trouble);
});
