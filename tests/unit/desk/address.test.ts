import { expect, test } from 'vitest';
import { addressOf, type DeskAddress, readAddress } from '@/components/desk/address';

test.each<[string, DeskAddress]>([
  ['#/today', { page: 'today', welcome: false }],
  ['#/welcome', { page: 'today', welcome: true }],
  ['#/clients', { page: 'clients', chosen: null }],
  ['#/clients/c-1', { page: 'clients', chosen: 'c-1' }],
  ['#/notes', { page: 'notes', chosen: null }],
  ['#/notes/s-1', { page: 'notes', chosen: 's-1' }],
  ['#/settings', { page: 'settings' }],
  ['#/prompts', { page: 'prompts' }],
])('the address %s is read and written', (fragment, address) => {
  expect(readAddress(fragment)).toEqual(address);
  expect(addressOf(address)).toBe(fragment);
});

test.each(['', '#', '#/', '#/nowhere', '#today'])('the address "%s" is of today', (fragment) => {
  expect(readAddress(fragment)).toEqual({ page: 'today', welcome: false });
});
