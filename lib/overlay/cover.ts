/** How often a page is looked at for what its browser does not tell. Milliseconds. */
const LOOK_EVERY = 250;
/** Of the time, at most one part in so many goes into looking through shadow trees. */
const SHARE = 50;
/** Elements beyond which a page is not looked through: it would stand still meanwhile. */
const MOST = 20_000;
/** How old what Chromium tells may be. Milliseconds; it takes no less. */
const DELAY = 100;

type View = Window & typeof globalThis;
/** Version 2 of the observer (Chromium): whether nothing lies over its target and nothing changes how that looks. */
interface SeenEntry extends IntersectionObserverEntry {
  readonly isVisible: boolean;
}
interface SeenInit extends IntersectionObserverInit {
  readonly trackVisibility: true;
  readonly delay: number;
}
/** Firefox gives it to extensions. */
type Opened = Element & { readonly openOrClosedShadowRoot?: ShadowRoot | null };

/**
 * Tells whether something lies over an element of a page, or changes how it looks, so that who presses it may have seen something
 * else. It need not take presses itself: what lets them through is what this is for. The element is a child of the root, or of
 * what fills the screen, with the highest `z-index`.
 *
 * Chromium says so by itself, of whatever it is but masks, a tenth of a second later at most. Elsewhere, while the pointer is on
 * it, the page is looked at four times a second for everything that can be painted over such an element; into shadow trees less
 * often the larger the page is, and not at all in one of more than 20,000 elements, or for a finger. Limits: a press in the first
 * moments of a cover may come before it is known; what is transparent counts too, as nobody can tell what is drawn in it.
 * Source: W3C Intersection Observer v2 (trackVisibility); CSS 2, appendix E, for what is painted over what.
 */
export function watchCover(
  view: View,
  element: Element,
  tell: (covered: boolean) => void,
  signal: AbortSignal,
): void {
  let told = false;
  let found = false;
  let last = false;
  const update = () => {
    const now = told || found;
    if (now !== last) tell(now);
    last = now;
  };
  const tells = 'trackVisibility' in view.IntersectionObserver.prototype;
  const { performance } = view;
  let deep = false;
  let next = 0;
  const fingers = view.matchMedia('(any-pointer: coarse)');
  const look = () => {
    const over = element.matches(':hover');
    // Nobody presses before the pointer is there, but with a finger.
    if (!over && !found && !fingers.matches) {
      next = 0;
      return false;
    }
    if (tells) return isLookChanged(view, element);
    const now = performance.now();
    if ((over || deep) && now >= next) {
      deep = isCovered(view, element, shadowTrees(view.document));
      next = performance.now() + SHARE * (performance.now() - now);
    }
    return deep || isCovered(view, element, []);
  };
  const check = () => {
    found = element.isConnected && look();
    update();
  };
  element.addEventListener('pointerenter', check, { signal });
  const timer = view.setInterval(check, LOOK_EVERY);
  signal.addEventListener('abort', () => view.clearInterval(timer));
  if (!tells) return;
  const seen: SeenInit = { trackVisibility: true, delay: DELAY };
  const observer = new view.IntersectionObserver((entries) => {
    const entry = entries.at(-1) as SeenEntry | undefined;
    told = entry?.isIntersecting === true && !entry.isVisible;
    update();
  }, seen);
  observer.observe(element);
  signal.addEventListener('abort', () => observer.disconnect());
}

/** Whether what an element is in has an effect that makes it look other than it is. */
const isLookChanged = (view: View, { parentElement: home }: Element): boolean =>
  home !== null && isChanged(view.getComputedStyle(home));

/** Whether anything of its page, or of some shadow trees in it, is painted over an element, or makes it look other than it is. */
function isCovered(view: View, element: Element, trees: readonly ShadowRoot[]): boolean {
  const home = element.parentElement;
  const box = element.getBoundingClientRect();
  if (!home || box.width === 0 || box.height === 0) return false;
  return (
    isLookChanged(view, element) ||
    isPainted(view.getComputedStyle(home, '::after')) ||
    (view.document as { activeViewTransition?: unknown }).activeViewTransition != null ||
    following(element).some((next) => reaches(view, next, box)) ||
    [view.document, ...trees].flatMap(inTopLayer).some((top) => {
      if (top.contains(element)) return false;
      return isPainted(view.getComputedStyle(top, '::backdrop')) || reaches(view, top, box);
    })
  );
}

/** Whether a style makes what it is put on look other than it is. */
function isChanged(style: CSSStyleDeclaration): boolean {
  return (
    style.opacity !== '1' ||
    style.visibility !== 'visible' ||
    style.mixBlendMode !== 'normal' ||
    [
      style.filter,
      style.clipPath,
      style.maskImage,
      style.transform,
      style.rotate,
      style.scale,
      style.translate,
      style.perspective,
    ].some((value) => value !== 'none')
  );
}

/** Whether a pseudo-element shows anything. */
function isPainted(style: CSSStyleDeclaration): boolean {
  // A backdrop has no content of its own.
  const there = !['none', 'normal'].includes(style.content) || style.position === 'fixed';
  if (!there || style.display === 'none' || style.opacity === '0') return false;
  return (
    !['none', 'normal', '""'].includes(style.content) ||
    style.backgroundImage !== 'none' ||
    !/^rgba\(.*, 0\)$|^transparent$/.test(style.backgroundColor) ||
    (style.backdropFilter ?? 'none') !== 'none' ||
    spread(style) > 0
  );
}

/** How far beyond its box an element may paint, in pixels at most: shadows, outline. */
function spread(style: CSSStyleDeclaration): number {
  const drawn = [style.boxShadow, style.textShadow, style.filter].filter(
    (value) => value !== 'none',
  );
  if (style.outlineStyle !== 'none') drawn.push(style.outlineWidth, style.outlineOffset);
  return drawn
    .flatMap((value) => value.match(/[\d.]+(?=px)/g) ?? [])
    .reduce((sum, pixels) => sum + Number(pixels), 0);
}

function following(element: Element): readonly Element[] {
  const found: Element[] = [];
  for (let next = element.nextElementSibling; next; next = next.nextElementSibling)
    found.push(next);
  return found;
}

/** An element and everything in it, shadow trees included as far as they can be looked into. */
function* within(root: Element): Generator<Element> {
  yield root;
  const inner = (root as Opened).openOrClosedShadowRoot;
  for (const child of [...(inner?.children ?? []), ...root.children]) yield* within(child);
}

/** Whether an element, or something in it, is shown where a box is. */
function reaches(view: View, root: Element, box: DOMRect): boolean {
  for (const element of within(root)) {
    const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
    if (width === 0 || height === 0) continue;
    const style = view.getComputedStyle(element);
    const more = spread(style);
    const apart =
      right + more <= box.left ||
      left - more >= box.right ||
      bottom + more <= box.top ||
      top - more >= box.bottom;
    if (!apart && style.visibility === 'visible' && style.opacity !== '0') return true;
  }
  return false;
}

/** What the browser paints above everything else: open popovers, modal dialogs, what fills the screen. */
const inTopLayer = (root: Document | ShadowRoot): readonly Element[] => [
  ...root.querySelectorAll(':popover-open, :modal, :fullscreen'),
];

/** Every shadow tree of a document that can be looked into; none, if it is too large for that. */
function shadowTrees(document: Document): readonly ShadowRoot[] {
  const found: ShadowRoot[] = [];
  let left = MOST;
  const look = (root: Document | ShadowRoot) => {
    const all = root.querySelectorAll('*');
    left -= all.length;
    if (left < 0) return;
    for (const element of all) {
      const inner = (element as Opened).openOrClosedShadowRoot;
      if (!inner) continue;
      found.push(inner);
      look(inner);
    }
  };
  look(document);
  return found;
}
