/**
 * Runs in the page under test and finds elements by role and accessible name, like a screen reader.
 */
import {
  computeAccessibleDescription,
  computeAccessibleName,
  getRole,
} from 'dom-accessibility-api';

/** What a test may know about an element. */
export interface Seen {
  readonly role: string;
  readonly name: string;
  readonly description: string;
  readonly text: string;
  readonly value: string | null;
  readonly current: string | null;
  readonly checked: boolean | null;
  readonly expanded: string | null;
  readonly disabled: boolean;
  readonly focused: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * An element's place in its document once it has stopped moving, and whether the pointer is on it.
 */
export interface Resting {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly hovered: boolean;
  /** Whether the panel that it is in takes no press, because something of the page covers it. */
  readonly covered: boolean;
}

/** These input types have no role in the specifications; tests find them by this one. */
const roleOf = (element: Element): string =>
  element instanceof HTMLInputElement && /^(time|date|password)$/.test(element.type)
    ? 'textbox'
    : (getRole(element) ?? '');

/**
 * Elements that have a role by nature. A look's cost is mostly asking every element for its role
 * and name, so only these are candidates. For a role that isn't listed, every element is one.
 */
const BY_NATURE: Readonly<Record<string, string>> = {
  button: 'button, summary, input',
  checkbox: 'input',
  combobox: 'select, input',
  heading: 'h1, h2, h3, h4, h5, h6',
  link: 'a, area',
  list: 'ul, ol, menu',
  listitem: 'li',
  note: '[role]',
  radio: 'input',
  radiogroup: '[role]',
  region: 'section',
  searchbox: 'input',
  spinbutton: 'input',
  status: 'output',
  textbox: 'input, textarea',
  timer: '[role]',
  alert: '[role]',
};
const candidates = (role: string) =>
  role in BY_NATURE ? `${BY_NATURE[role]}, [role="${role}"]` : '*';

function find(
  role: string,
  name: string | null,
  within: { role: string; name: string } | null,
): Element[] {
  const roots = within ? find(within.role, within.name, null) : [document.documentElement];
  return roots.flatMap((root) =>
    [...root.querySelectorAll(candidates(role))].filter(
      (element) =>
        roleOf(element) === role &&
        isShown(element) &&
        (name === null || matches(nameOf(element), name)),
    ),
  );
}

/**
 * An element's own `aria-label` is its name unless `aria-labelledby` overrides it. Computing the
 * name in full is expensive.
 */
const nameOf = (element: Element) =>
  (!element.hasAttribute('aria-labelledby') && element.getAttribute('aria-label')?.trim()) ||
  computeAccessibleName(element);

/** Whether screen readers are told about an element, by what the browser shows. */
const isShown = (element: Element) =>
  element.checkVisibility({ visibilityProperty: true }) &&
  element.closest('[hidden], [aria-hidden="true"], [inert]') === null;

/** `Exploration*` matches every name that begins with Exploration. */
const matches = (actual: string, wanted: string) =>
  wanted.endsWith('*') ? actual.startsWith(wanted.slice(0, -1)) : actual === wanted;

function see(element: Element): Seen {
  const { x, y, width, height } = element.getBoundingClientRect();
  const input =
    element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element : null;
  return {
    role: roleOf(element),
    name: nameOf(element),
    description: element.matches('[aria-describedby], [aria-description], [title]')
      ? computeAccessibleDescription(element)
      : '',
    text: (element as HTMLElement).innerText ?? '',
    value: (element instanceof HTMLSelectElement ? element : input)?.value ?? null,
    current: element.getAttribute('aria-current'),
    checked:
      input instanceof HTMLInputElement && /radio|checkbox/.test(input.type) ? input.checked : null,
    expanded: element.getAttribute('aria-expanded'),
    disabled: element.matches(':disabled'),
    focused: document.activeElement === element,
    x,
    y,
    width,
    height,
  };
}

/** A document that isn't drawn has no animation frames. */
const nextFrame = () =>
  new Promise((drawn) => {
    requestAnimationFrame(drawn);
    setTimeout(drawn, 50);
  });

/** Frames in which a new page must not change before it counts as complete. */
const STILL = 10;

const perchNames = {
  all: (role: string, name: string | null, within: { role: string; name: string } | null) =>
    find(role, name, within).map(see),
  /** Scrolls an element into view. Null while it is missing or moves in its document. */
  rest: async (
    role: string,
    name: string,
    index: number,
    within: { role: string; name: string } | null,
  ): Promise<Resting | null> => {
    const look = (element: Element | undefined): Resting | null => {
      element?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
      if (!element?.isConnected) return null;
      const { x, y, width, height } = element.getBoundingClientRect();
      // A covered panel accepts no presses and shows that by its pointer.
      const covered = document.documentElement?.dataset.covered !== undefined;
      const hovered = !covered && element.matches(':hover');
      return { x, y, width, height, hovered, covered };
    };
    const element = find(role, name, within)[index];
    const before = look(element);
    await nextFrame();
    const after = look(element);
    return JSON.stringify(before) === JSON.stringify(after) ? after : null;
  },
  /** Resolves once all parts of a new page have arrived. */
  settled: async () => {
    const look = () =>
      `${document.readyState} ${document.querySelectorAll('*').length} ${document.documentElement?.scrollHeight}`;
    let last = look();
    for (let still = 0; still < STILL; still += 1) {
      await nextFrame();
      const now = look();
      if (now !== last) still = 0;
      last = now;
    }
    return true;
  },
  choose: (role: string, name: string, value: string) => {
    const [element] = find(role, name, null);
    const type = [HTMLInputElement, HTMLSelectElement].find((known) => element instanceof known);
    if (!type) return false;
    const set = Object.getOwnPropertyDescriptor(type.prototype, 'value')?.set;
    set?.call(element, value);
    for (const event of ['input', 'change'])
      element?.dispatchEvent(new Event(event, { bubbles: true }));
    return true;
  },
};

Object.assign(globalThis, { perchNames });
