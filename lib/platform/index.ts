export { browser, type Runtime } from './browser';
export { browserText } from './browser-text';
export { createText, type MessageKey, type PluralKey, type Text } from './text';
