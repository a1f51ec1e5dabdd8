/**
 * What the sensor in a page's own world tells the content script beside it. No data of the page,
 * and nothing that the page could not know anyway; a page can make them up, so they may mask and
 * offer, and never show or end anything.
 */
export const SIGNALS = [
  /** This page asks to share a screen; nothing is shown to anybody yet. */
  'share',
  /** It was not allowed to, or thought better of it. */
  'shareFailed',
  /** It shares this very tab. */
  'sharesThisTab',
  /** It shares another tab. */
  'sharesOtherTab',
  /** It shares a window, a screen, or something that could not be told. */
  'sharesMore',
  /** Nothing is shared any more. */
  'shareEnded',
  /** A peer connection is up. */
  'mediaConnected',
  /** Camera or microphone are in use, and no peer connection is up. */
  'mediaLive',
  'mediaNone',
] as const;
export type Signal = (typeof SIGNALS)[number];

/** Name of the event that carries a signal. */
export const SENSED = 'perch-sensed';
/** Asks whether a sensor is in the page already; one that is prevents the default. */
export const SENSOR_THERE = 'perch-sensor';
/** Asks it to tell again how things stand. */
export const SENSOR_ASKED = 'perch-sensor-ask';
/** Gives the sensor a handle to know a share of this tab by. */
export const SENSOR_HANDLE = 'perch-handle';

/** Hears what the sensor in this document says. */
export function hearSensor(
  document: Document,
  hear: (signal: Signal) => void,
  until: AbortSignal,
): void {
  document.addEventListener(
    SENSED,
    (event) => {
      const { detail } = event as CustomEvent<unknown>;
      const signal = SIGNALS.find((one) => one === detail);
      if (signal) hear(signal);
    },
    { signal: until },
  );
  document.dispatchEvent(new CustomEvent(SENSOR_ASKED));
}

/**
 * Gives the sensor in this document a handle that it knows a share of this tab by, so that another
 * tab is not taken for it.
 */
export function giveHandle(document: Document, handle: string): void {
  document.dispatchEvent(new CustomEvent(SENSOR_HANDLE, { detail: handle }));
}
