import { createText, type Text } from '../text';
import { browser } from './browser';

/** The interface's words from the extension's locale files. */
export function browserText(): Text {
  // Nine substitutes that name themselves keep $1 to $9 in place for `createText` to fill.
  const keep = Array.from({ length: 9 }, (_, index) => `$${index + 1}`);
  return createText((key) => browser.i18n.getMessage(key, keep), browser.i18n.getUILanguage());
}
