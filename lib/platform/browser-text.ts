import { createText, type Text } from '../text';
import { browser } from './browser';

/** The interface's text from the extension's locale files. */
export function browserText(): Text {
  // `createText` fills $1 to $9, so the browser has to leave them in place.
  const keep = Array.from({ length: 9 }, (_, index) => `$${index + 1}`);
  return createText((key) => browser.i18n.getMessage(key, keep), browser.i18n.getUILanguage());
}
