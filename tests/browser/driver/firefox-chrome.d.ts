/** What Firefox offers privileged code; used only in `chrome`. */
declare const WebExtensionPolicy: {
  getByID(id: string): {
    getURL(path: string): string;
    extension: {
      readonly backgroundContext?: object;
      terminateBackground(how: { disableResetIdleForTest: boolean }): Promise<void>;
    };
  } | null;
};
declare const Cc: {
  readonly '@mozilla.org/text-input-processor;1': {
    createInstance(type: unknown): {
      beginInputTransactionForTests(window: Window): void;
      keydown(event: KeyboardEvent): void;
      keyup(event: KeyboardEvent): void;
    };
  };
  readonly '@mozilla.org/memory-reporter-manager;1': {
    getService(type: unknown): {
      /** Amounts are in bytes if `units` is 0. */
      getReports(
        report: (
          process: string,
          path: string,
          kind: number,
          units: number,
          amount: number,
        ) => void,
        data: null,
        done: () => void,
        doneData: null,
        anonymize: boolean,
      ): void;
    };
  };
  readonly '@mozilla.org/widget/useridleservice;1': {
    getService(type: unknown): {
      resetIdleTimeOut(ms: number): void;
      addIdleObserver(observer: object, seconds: number): void;
      removeIdleObserver(observer: object, seconds: number): void;
    };
  };
};
declare const Ci: Record<
  'nsITextInputProcessor' | 'nsIUserIdleServiceInternal' | 'nsIMemoryReporterManager',
  unknown
>;
declare const Services: {
  readonly io: { newURI(address: string): object };
  readonly scriptSecurityManager: { getSystemPrincipal(): object };
  readonly obs: { notifyObservers(about: null, topic: string): void };
  readonly console: { getMessageArray(): readonly { readonly message: string }[] };
};
declare const ChromeUtils: {
  generateQI(interfaces: readonly string[]): unknown;
  requestProcInfo(): Promise<{
    readonly children: readonly {
      readonly type: string;
      readonly pid: number;
      /** Bytes. */
      readonly memory: number;
      readonly windows: readonly { readonly documentURI: { readonly spec: string } | null }[];
    }[];
  }>;
  importESModule(url: string): {
    webrtcUI: {
      getActiveStreams(cameras: boolean, microphones: boolean, screens: boolean): readonly object[];
      stopSharingStreams(
        shares: readonly object[],
        cameras: boolean,
        microphones: boolean,
        screens: boolean,
      ): void;
    };
    NavigableManager: {
      getIdForBrowser(browser: object): string;
      getBrowsingContextById(id: string): {
        loadURI(to: object, how: { triggeringPrincipal: object }): void;
        reload(flags: number): void;
      };
    };
    AddonManager: { getAddonByID(id: string): Promise<{ reload(): Promise<void> }> };
    ExtensionParent: {
      apiManager: {
        global: { browserActionFor(extension: unknown): { triggerAction(window: Window): void } };
      };
    };
  };
};

interface BrowserTab {
  readonly linkedBrowser: object;
}
interface Tabs {
  addTrustedTab(address: string, how: { userContextId: number }): BrowserTab;
  selectedTab: BrowserTab;
}
