import type { Drawn } from './host-state';
import { HOST_ATTRIBUTE } from './marks';
import { important } from './styles';

/** Attributes by which a page could hide or restyle the host. */
const UNWANTED = ['hidden', 'inert', 'aria-hidden', 'class', 'id', 'popover', 'slot'];

const CORNER = 16;

/** `all` comes first: it undoes what rules of the page say, inherited values included. */
const HOST_STYLES = {
  all: 'initial',
  position: 'fixed',
  'z-index': '2147483647',
  'box-shadow':
    '0 0 0 1px light-dark(rgb(0 0 0 / .14), rgb(255 255 255 / .18)), 0 1px 3px rgb(0 0 0 / .2), 0 10px 30px rgb(0 0 0 / .3)',
  'background-color': 'light-dark(#fbfaf7, #1d1e1d)',
  'color-scheme': 'light dark',
  isolation: 'isolate',
};

export interface HostElement {
  readonly host: HTMLElement;
  readonly grip: HTMLElement;
  readonly corner: HTMLElement;
  /** Draws what differs from what was drawn last, and touches nothing else. */
  draw(next: Drawn): void;
  /** Draws everything anew, over whatever the page has done to the host. */
  dress(): void;
  /** Whether the page has changed the host since it was drawn last. */
  isTampered(): boolean;
}

/**
 * The element that holds the panel's frame, with a closed shadow root. Every style on it is inline
 * and important, so that no rule of the page can override one. It holds no text but the frame's
 * title.
 */
export function createHostElement(document: Document, frame: HTMLElement): HostElement {
  const host = document.createElement('div');
  host.setAttribute(HOST_ATTRIBUTE, '');
  const root = host.attachShadow({ mode: 'closed' });
  const grip = document.createElement('div');
  const corner = document.createElement('div');
  root.append(frame, grip, corner);
  important(grip, {
    position: 'absolute',
    top: '0',
    cursor: 'grab',
    'touch-action': 'none',
  });
  important(corner, {
    position: 'absolute',
    bottom: '0',
    width: `${CORNER}px`,
    height: `${CORNER}px`,
    'touch-action': 'none',
  });

  const elements = { host, frame, grip, corner };
  const parts = Object.keys(elements) as (keyof Drawn)[];
  let last: Drawn | null = null;
  /** The host's own styles as they were left. */
  let left = '';

  const draw = (next: Drawn) => {
    for (const part of parts) {
      const differing = Object.entries(next[part]).filter(
        ([name, value]) => last?.[part][name] !== value,
      );
      if (differing.length > 0) important(elements[part], Object.fromEntries(differing));
    }
    last = next;
    left = host.style.cssText;
  };

  return {
    host,
    grip,
    corner,
    draw,
    dress() {
      important(host, HOST_STYLES);
      for (const name of UNWANTED) host.removeAttribute(name);
      const all = last;
      last = null;
      if (all) draw(all);
    },
    isTampered: () =>
      host.style.cssText !== left || UNWANTED.some((name) => host.hasAttribute(name)),
  };
}
