/**
 * What the sensor in a page's own world tells the content script. Signals hold no data of the page.
 * The page can fake them, so they may mask the panel or offer something, but never show, start or
 * end anything.
 */
export const SIGNALS = [
  /** The page asks to share a screen. Nobody sees anything yet. */
  'share',
  /** The share was refused or cancelled. */
  'shareFailed',
  /** The page shares its own tab. */
  'sharesThisTab',
  /** The page shares another tab. */
  'sharesOtherTab',
  /** The page shares a window, a screen, or something that can't be recognised. */
  'sharesMore',
  /** The share has ended. */
  'shareEnded',
  /** A peer connection is up. */
  'mediaConnected',
  /** Camera or microphone is in use, and no peer connection is up. */
  'mediaLive',
  'mediaNone',
] as const;
export type Signal = (typeof SIGNALS)[number];

/** Name of the event that carries a signal. */
export const SENSED = 'perch-sensed';
/** Asks whether a sensor is in the page; a sensor answers by preventing the default. */
export const SENSOR_THERE = 'perch-sensor';
/** Asks the sensor to repeat its present signals. */
export const SENSOR_ASKED = 'perch-sensor-ask';
/** Gives the sensor the handle by which it recognises a share of this tab. */
export const SENSOR_HANDLE = 'perch-handle';

/** Calls back with each signal of the sensor in this document. */
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

/** Gives the sensor in this document a handle by which it recognises a share of this tab. */
export function giveHandle(document: Document, handle: string): void {
  document.dispatchEvent(new CustomEvent(SENSOR_HANDLE, { detail: handle }));
}
