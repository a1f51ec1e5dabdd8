export { browser, type Runtime } from './browser';
export { browserText } from './browser-text';
export { lastUse } from './last-use';
export { rootKeeper } from './root-keeper';
