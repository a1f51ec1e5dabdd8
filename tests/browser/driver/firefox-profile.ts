import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { LaunchOptions } from './driver.ts';

export const GECKO_ID = 'perch@perch.session';
export const UUID = '0f0e0d0c-0b0a-4908-8706-050403020100';

/** Writes the preferences that Firefox reads at its start. */
export function writePrefs(profile: string, downloads: string, options: LaunchOptions): void {
  const prefs = {
    'browser.download.folderList': 2,
    'browser.download.dir': downloads,
    'extensions.webextensions.uuids': JSON.stringify({ [GECKO_ID]: UUID }),
    'extensions.webextensions.keepUuidOnUninstall': true,
    // A temporary add-on does not outlive a restart; a permanent one that is not signed needs this.
    'xpinstall.signatures.required': false,
    'network.cookie.cookieBehavior': 5,
    'browser.shell.checkDefaultBrowser': false,
    'browser.aboutwelcome.enabled': false,
    'browser.sessionstore.resume_from_crash': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'toolkit.telemetry.reportingpolicy.firstRun': false,
    'toolkit.startup.max_resumed_crashes': -1,
    'network.proxy.type': 1,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': options.network.proxyPort,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': options.network.proxyPort,
    'network.proxy.no_proxies_on': '',
    'network.proxy.allow_hijacking_localhost': true,
    'media.peerconnection.ice.loopback': true,
    'media.peerconnection.ice.obfuscate_host_addresses': false,
    'intl.accept_languages': 'en-US, en',
    'intl.locale.requested': 'en-US',
    'dom.disable_open_during_load': false,
    // Without these, the browser does work at each start that no test needs.
    'app.normandy.enabled': false,
    'messaging-system.rsexperimentloader.enabled': false,
    'browser.newtabpage.enabled': false,
    'browser.newtab.preload': false,
    'browser.startup.page': 0,
    // A new process is most of what a tab costs, so tabs of a site share one process, which
    // stays for the next tab.
    'dom.ipc.processPrelaunch.enabled': false,
    'dom.ipc.processCount.webIsolated': 1,
    'dom.ipc.keepProcessesAlive.webIsolated.perOrigin': 1,
    // The camera and the screen are drawn ones, and nobody is asked for permission.
    'media.navigator.streams.fake': true,
    'media.navigator.permission.disabled': true,
    'full-screen-api.warning.timeout': 0,
    ...(options.quota
      ? { 'dom.quotaManager.temporaryStorage.fixedLimit': Math.floor(options.quota / 1_024) }
      : {}),
    ...(options.hiddenZone ? { 'privacy.resistFingerprinting': true } : {}),
    ...(options.smallestFont ? { 'font.minimum-size.x-western': options.smallestFont } : {}),
    ...(options.nothingOnTop ? { 'dom.documentpip.enabled': false } : {}),
  };
  const prefLines = Object.entries(prefs).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  writeFileSync(path.join(profile, 'user.js'), prefLines.join('\n'));
}

/** The built extension, packed. */
export function firefoxArchive(): string {
  const folder = path.resolve('.output');
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  return path.join(folder, `perch-${version}-firefox.zip`);
}
