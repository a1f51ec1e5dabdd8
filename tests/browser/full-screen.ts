import { type Doc, type Tab, until } from './driver/driver.ts';
import { pointIn } from './in-page/place.ts';

/** Has the page fill the screen with something of its own when it is pressed. */
export async function fillScreen(doc: Doc, tab: Tab, what: string): Promise<void> {
  await doc.evaluate((selector: string) => {
    const button = document.createElement('button');
    button.id = 'fill';
    button.style.cssText =
      'position:fixed;left:0;top:200px;width:40px;height:40px;z-index:2147483646';
    const page = window as { filled?: boolean; refused?: string };
    document.addEventListener('fullscreenchange', () => {
      page.filled = document.fullscreenElement !== null;
      if (page.filled) button.remove();
    });
    button.onclick = () =>
      document
        .querySelector(selector)
        ?.requestFullscreen()
        .catch((error: unknown) => {
          page.refused = String(error);
        });
    document.body.append(button);
  }, what);
  const { x, y } = await doc.origin();
  const at = await doc.evaluate(pointIn, '#fill');
  const answer = () =>
    doc.evaluate(() => {
      const page = window as { filled?: boolean; refused?: string };
      const { filled = false, refused = null } = page;
      delete page.refused;
      return { filled, refused };
    });
  let why = 'no answer';
  // A browser that has just started may refuse, and whoever is refused presses again.
  await until(async () => {
    await tab.click({ x: x + at.x, y: y + at.y });
    return until(async () => {
      const { filled, refused } = await answer();
      if (refused) why = refused;
      return filled || refused !== null ? { filled } : null;
    }, 'an answer').then(({ filled }) => filled);
  }, 'the screen to be filled').catch((error: unknown) => {
    throw new Error(`${String(error)}; ${why}`);
  });
}
/** Takes what fills the screen back into its page. */
export async function emptyScreen(doc: Doc): Promise<void> {
  await doc.evaluate(() => document.exitFullscreen());
  await until(
    () => doc.evaluate(() => (window as { filled?: boolean }).filled === false),
    'the screen to be as before',
  );
}
