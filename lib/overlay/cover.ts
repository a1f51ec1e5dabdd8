/** Of the time, at most one part in so many goes into looking through shadow trees. */
const SHARE = 50;
/**
 * Elements beyond which a page's shadow trees are not looked for: it would stand still meanwhile.
 */
const MOST = 20_000;
/** How old what Chromium tells may be. Milliseconds; it takes no less. */
const DELAY = 100;

type View = Window & typeof globalThis;
/**
 * Version 2 of the observer (Chromium): whether nothing lies over its target and nothing changes
 * how that looks.
 */
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
 * Gives a function that says whether something lies over an element of a page now, or changes how
 * it looks, so that who presses it may have seen something else. What lies over it need not take
 * presses itself: what lets them through is what this is for. The element has the highest `z-index`
 * and is a child of the root, of the body, or of what fills the screen.
 *
 * Chromium knows by itself, a tenth of a second later at most, of whatever it is but masks.
 * Elsewhere the page is looked through for what can be painted over such an element; shadow trees
 * less often the larger the page is, and not in one of more than 20,000 elements. Limits: what is
 * transparent counts too, as nobody can tell what is drawn in it; and a page that stands still
 * cannot be looked at. Source: W3C Intersection Observer v2 (trackVisibility); CSS 2, appendix E,
 * for what is painted over what.
 */
export function watchCover(view: View, element: Element, signal: AbortSignal): () => boolean {
  if (!('trackVisibility' in view.IntersectionObserver.prototype))
    return lookingThrough(view, element);
  let told = false;
  const seen: SeenInit = { trackVisibility: true, delay: DELAY };
  const observer = new view.IntersectionObserver((entries) => {
    const entry = entries.at(-1) as SeenEntry | undefined;
    told = entry?.isIntersecting === true && !entry.isVisible;
  }, seen);
  observer.observe(element);
  signal.addEventListener('abort', () => observer.disconnect());
  return () => told || isLookChanged(view, element);
}

function lookingThrough(view: View, element: Element): () => boolean {
  const { performance } = view;
  let trees: readonly ShadowRoot[] = [];
  let next = 0;
  return () => {
    const now = performance.now();
    if (now >= next) {
      trees = shadowTrees(view.document);
      next = performance.now() + SHARE * (performance.now() - now);
    }
    return isCovered(view, element, trees);
  };
}

/**
 * What an element is in, from within: its parent, that one's parent, up to the root, or to what
 * fills the screen.
 */
function around(element: Element): readonly Element[] {
  const found: Element[] = [];
  for (let next = element.parentElement; next; next = next.parentElement) {
    found.push(next);
    // Nothing around that has a part in how it is painted.
    if (next.matches(':fullscreen')) break;
  }
  return found;
}

/** Whether what an element is in has an effect that makes it look other than it is. */
const isLookChanged = (view: View, element: Element): boolean =>
  around(element).some((outer) => isChanged(view.getComputedStyle(outer)));

/**
 * Whether anything of its page, or of some shadow trees in it, is painted over an element, or makes
 * it look other than it is.
 */
function isCovered(view: View, element: Element, trees: readonly ShadowRoot[]): boolean {
  const box = element.getBoundingClientRect();
  if (!element.isConnected || box.width === 0 || box.height === 0) return false;
  const outer = around(element);
  return (
    isLookChanged(view, element) ||
    outer.some((each) => isPainted(view.getComputedStyle(each, '::after'))) ||
    (view.document as { activeViewTransition?: unknown }).activeViewTransition != null ||
    following(element).some((next) => reaches(view, next, box, levelOf(view, element))) ||
    outer.flatMap(following).some((next) => reaches(view, next, box)) ||
    [view.document, ...trees].flatMap(inTopLayer).some((top) => {
      if (top.contains(element)) return false;
      return isPainted(view.getComputedStyle(top, '::backdrop')) || reaches(view, top, box);
    })
  );
}

/**
 * Whether a style makes what is in the element look other than it is. Moved within its plane, it
 * looks as it did.
 */
function isChanged(style: CSSStyleDeclaration): boolean {
  const { m11, m12, m13, m14, m21, m22, m23, m24, m34 } = new DOMMatrix(style.transform);
  return (
    style.opacity !== '1' ||
    style.mixBlendMode !== 'normal' ||
    style.transformStyle !== 'flat' ||
    [m11, m22].some((scale) => scale !== 1) ||
    [m12, m13, m14, m21, m23, m24, m34].some((turn) => turn !== 0) ||
    [
      style.filter,
      style.clipPath,
      style.maskImage,
      style.rotate,
      style.scale,
      style.perspective,
    ].some((value) => value !== 'none')
  );
}

/** Whether a pseudo-element shows anything. A backdrop has no content of its own. */
function isPainted(style: CSSStyleDeclaration): boolean {
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

/**
 * How far beyond its box an element may paint, in pixels at most: shadows, outline, and pictures
 * nobody knows the size of.
 */
function spread(style: CSSStyleDeclaration): number {
  if (style.filter.includes('url(') || style.borderImageSource !== 'none')
    return Number.POSITIVE_INFINITY;
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

const levelOf = (view: View, element: Element): number =>
  Number(view.getComputedStyle(element).zIndex);

/**
 * Whether an element, or something in it, is shown where a box is, and not beneath a `z-index`.
 * Shadow trees are looked into as far as that is given.
 */
function reaches(view: View, element: Element, box: DOMRect, level: number | null = null): boolean {
  const style = view.getComputedStyle(element);
  if (style.display === 'none' || style.opacity === '0') return false;
  const isAbove = ({ zIndex }: CSSStyleDeclaration) => level === null || Number(zIndex) >= level;
  const above = isAbove(style);
  const inner = (element as Opened).openOrClosedShadowRoot;
  if (style.visibility === 'visible') {
    const own = element.getBoundingClientRect();
    const parts = above ? [own, ...wordsOf(element), ...(inner ? wordsOf(inner) : [])] : [];
    if (parts.some((part) => isThere(part) && isNear(part, box, spread(style)))) return true;
    const made = ['::before', '::after'].map((part) => view.getComputedStyle(element, part));
    const painted = made.filter((part) => isPainted(part) && (above || isAbove(part)));
    if (painted.some((part) => isNear(own, box, farthest(part)))) return true;
  }
  return [...(inner?.children ?? []), ...element.children].some((each) =>
    reaches(view, each, box, above ? null : level),
  );
}

/** Where the words are that are an element's own, or its shadow tree's, which may be beyond it. */
function wordsOf({ childNodes, ownerDocument }: Element | ShadowRoot): readonly DOMRect[] {
  return [...childNodes].flatMap((node) => {
    if (node.nodeType !== node.TEXT_NODE) return [];
    const range = ownerDocument.createRange();
    range.selectNode(node);
    return [...range.getClientRects()];
  });
}

/** How far from its element a pseudo-element may be, in pixels at most. */
function farthest(style: CSSStyleDeclaration): number {
  if (style.position === 'fixed' || style.transform !== 'none') return Number.POSITIVE_INFINITY;
  const { width, height, left, right, top, bottom, margin } = style;
  return [width, height, left, right, top, bottom, margin]
    .flatMap((value) => value.match(/[\d.]+(?=px)/g) ?? [])
    .reduce((sum, pixels) => sum + Number(pixels), spread(style));
}

const isThere = ({ width, height }: DOMRect): boolean => width > 0 && height > 0;

const isNear = (part: DOMRect, box: DOMRect, more: number): boolean =>
  part.right + more > box.left &&
  part.left - more < box.right &&
  part.bottom + more > box.top &&
  part.top - more < box.bottom;

/**
 * What the browser paints above everything else: open popovers, modal dialogs, what fills the
 * screen.
 */
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
