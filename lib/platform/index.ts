export { browser, type Runtime } from './browser';
export { browserText } from './browser-text';
