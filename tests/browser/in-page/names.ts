/** Runs in the page under test: finds elements by role and accessible name, as assistive technology does. */
import {
  computeAccessibleDescription,
  computeAccessibleName,
  getRole,
  isInaccessible,
} from 'dom-accessibility-api';

/** What a test may know of an element. */
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

/** Fields of these types have no role of their own in the specifications; tests find them by this one. */
const roleOf = (element: Element): string =>
  element instanceof HTMLInputElement && /^(time|password)$/.test(element.type)
    ? 'textbox'
    : (getRole(element) ?? '');

function find(
  role: string,
  name: string | null,
  within: { role: string; name: string } | null,
): Element[] {
  const roots = within ? find(within.role, within.name, null) : [document.documentElement];
  return roots.flatMap((root) =>
    [...root.querySelectorAll('*')].filter(
      (element) =>
        roleOf(element) === role &&
        !isInaccessible(element) &&
        (name === null || matches(computeAccessibleName(element), name)),
    ),
  );
}

/** `Exploration*` stands for every name that begins with Exploration. */
const matches = (actual: string, wanted: string) =>
  wanted.endsWith('*') ? actual.startsWith(wanted.slice(0, -1)) : actual === wanted;

function see(element: Element): Seen {
  const { x, y, width, height } = element.getBoundingClientRect();
  const input =
    element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element : null;
  return {
    role: roleOf(element),
    name: computeAccessibleName(element),
    description: computeAccessibleDescription(element),
    text: (element as HTMLElement).innerText ?? '',
    value: input?.value ?? null,
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

const perchNames = {
  all: (role: string, name: string | null, within: { role: string; name: string } | null) =>
    find(role, name, within).map(see),
  reveal: (
    role: string,
    name: string,
    index: number,
    within: { role: string; name: string } | null,
  ) => {
    const element = find(role, name, within)[index];
    element?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    return element ? see(element) : null;
  },
  hovered: (
    role: string,
    name: string,
    index: number,
    within: { role: string; name: string } | null,
  ) => {
    // A covered panel takes no press, and shows it by the pointer.
    if (document.documentElement.dataset.covered !== undefined) return false;
    return find(role, name, within)[index]?.matches(':hover') ?? false;
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
