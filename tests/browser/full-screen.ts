import { type Doc, type Tab, until } from './driver/driver.ts';
import { pointIn } from './in-page/place.ts';

/** Has the page fill the screen with something of its own when it is pressed. */
export async function fillScreen(doc: Doc, tab: Tab, what: string): Promise<void> {
  await doc.evaluate((selector: string) => {
    const button = document.createElement('button');
    button.id = 'fill';
    button.style.cssText =
      'position:fixed;left:0;top:200px;width:40px;height:40px;z-index:2147483646';
    document.addEventListener('fullscreenchange', () => {
      (window as { filled?: boolean }).filled = document.fullscreenElement !== null;
    });
    button.onclick = () => {
      document.querySelector(selector)?.requestFullscreen();
      button.remove();
    };
    document.body.append(button);
  }, what);
  const { x, y } = await doc.origin();
  const at = await doc.evaluate(pointIn, '#fill');
  await tab.click({ x: x + at.x, y: y + at.y });
  await until(
    () => doc.evaluate(() => (window as { filled?: boolean }).filled === true),
    'the screen to be filled',
  );
}
/** Takes what fills the screen back into its page. */
export async function emptyScreen(doc: Doc): Promise<void> {
  await doc.evaluate(() => document.exitFullscreen());
  await until(
    () => doc.evaluate(() => (window as { filled?: boolean }).filled === false),
    'the screen to be as before',
  );
}
