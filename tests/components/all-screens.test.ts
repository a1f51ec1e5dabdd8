import { expect, test } from 'vitest';
import { installSensor, type Signal } from '@/lib/sensor';

/** A page whose browser has a method that shares every screen at once, as managed ChromeOS does. */
function managedPage(share: () => Promise<readonly MediaStream[]>) {
  const frame = document.body.appendChild(document.createElement('iframe'));
  const page = frame.contentWindow as Window & typeof globalThis;
  Object.assign(page.MediaDevices.prototype, { getAllScreensMedia: share });
  installSensor(page);
  return page as typeof page & {
    navigator: { mediaDevices: { getAllScreensMedia(): Promise<readonly MediaStream[]> } };
  };
}

/** Hears what the sensor says, where the host hears it: in the page on top. */
function heard(): Signal[] {
  const said: Signal[] = [];
  const there = (window.top ?? window).document;
  there.addEventListener('perch-sensed', (event) => said.push((event as CustomEvent).detail));
  return said;
}

const screen = () => document.createElement('canvas').captureStream();

test('a page that shares every screen at once is noticed before it shows one', async () => {
  const screens = [screen(), screen()];
  const said = heard();
  const page = managedPage(async () => screens);
  const asked = page.navigator.mediaDevices.getAllScreensMedia();
  expect(said).toEqual(['share']);
  expect(await asked).toBe(screens);
  expect(said).toEqual(['share', 'sharesMore', 'sharesMore']);
  for (const track of screens.flatMap((stream) => stream.getTracks())) {
    track.stop();
    track.dispatchEvent(new Event('ended'));
  }
  expect(said.at(-1)).toBe('shareEnded');
});

test('and one that may not share them has shared nothing', async () => {
  const said = heard();
  const page = managedPage(() => Promise.reject(new DOMException('', 'NotAllowedError')));
  await expect(page.navigator.mediaDevices.getAllScreensMedia()).rejects.toThrow();
  expect(said).toEqual(['share', 'shareFailed']);
});
