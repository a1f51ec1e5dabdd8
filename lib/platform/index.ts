export { browser, type Runtime } from './browser';
export { browserText } from './browser-text';
export { CLOCKWORK } from './clockwork';
export {
  grantedSites,
  injectInto,
  loadOverlay,
  registeredSites,
  registerSites,
} from './granted';
export { lastUse } from './last-use';
export { pageBrowser } from './page-browser';
export { newPasskey, type Passkey, passkeysOffered, secretOf } from './passkey';
export { rootKeeper } from './root-keeper';
export { openSidePanel, sidePanelOffered } from './side-panel';
export { tallyKeeper } from './tally-keeper';
