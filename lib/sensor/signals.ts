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

/** What the sensor of a document tells. */
export interface SensorLine {
  /** Calls back with each signal from now on, and with those that hold now. */
  hear(listener: (signal: Signal) => void, until: AbortSignal): void;
}

/**
 * Listens to the sensor in a window's document. Call it before any script of the page runs: whoever
 * listens first hears a signal first, and could keep it from the others.
 */
export function listenToSensor(view: Window): SensorLine {
  let listener: (signal: Signal) => void = () => {};
  const onSensed = (event: Event) => {
    const { detail } = event as CustomEvent<unknown>;
    const signal = SIGNALS.find((one) => one === detail);
    if (signal) listener(signal);
  };
  view.addEventListener(SENSED, onSensed, { capture: true });
  return {
    hear(next, until) {
      listener = next;
      until.addEventListener('abort', () =>
        view.removeEventListener(SENSED, onSensed, { capture: true }),
      );
      view.document.dispatchEvent(new CustomEvent(SENSOR_ASKED));
    },
  };
}

/** Gives the sensor in this document a handle by which it recognises a share of this tab. */
export function giveHandle(document: Document, handle: string): void {
  document.dispatchEvent(new CustomEvent(SENSOR_HANDLE, { detail: handle }));
}
