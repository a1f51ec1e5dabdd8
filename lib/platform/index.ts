export { browser, type Runtime } from './browser';
export { browserText } from './browser-text';
export { lastUse } from './last-use';
export { newPasskey, type Passkey, passkeysOffered, secretOf } from './passkey';
export { rootKeeper } from './root-keeper';
