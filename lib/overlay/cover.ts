/** Looking through shadow trees takes at most one part in so many of the time. */
const SHARE = 50;
/** In a page with more elements, shadow trees aren't searched, because the page would freeze. */
const MOST = 20_000;
/** Milliseconds by which Chromium's answer may be late. Chromium accepts no smaller value. */
const DELAY = 100;

type View = Window & typeof globalThis;
/**
 * Intersection Observer v2 (Chromium): whether nothing lies over the target or changes its looks.
 */
interface SeenEntry extends IntersectionObserverEntry {
  readonly isVisible: boolean;
}
interface SeenInit extends IntersectionObserverInit {
  readonly trackVisibility: true;
  readonly delay: number;
}
/** Firefox gives content scripts access to closed shadow trees. */
type Opened = Element & { readonly openOrClosedShadowRoot?: ShadowRoot | null };

/**
 * Returns a function that says whether something in the page lies over an element or changes its
 * looks. A user who presses then may not see what they press. A cover that lets presses through
 * counts too. The element must have the highest `z-index` and be a child of the root, the body, or
 * the full-screen element.
 *
 * Chromium reports every cover but masks, within a tenth of a second. Elsewhere the page is
 * searched, and its shadow trees less often the larger it is (above 20,000 elements never). Limits:
 * transparent covers count; a frozen page can't be searched. Source: W3C Intersection Observer v2
 * (trackVisibility); CSS 2, appendix E (painting order).
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
  const lookThrough = lookingThrough(view, element);
  // A filter that changes colours alone is told as if nothing could be seen.
  return () =>
    told && isRecoloured(view, element) ? lookThrough() : told || isLookChanged(view, element);
}

function lookingThrough(view: View, element: Element): () => boolean {
  const { performance } = view;
  let trees: readonly ShadowRoot[] = [];
  let next = 0;
  /** Milliseconds that the look before took. */
  let before = 0;
  return () => {
    const now = performance.now();
    if (now >= next) {
      trees = shadowTrees(view.document);
      const after = performance.now();
      // Of two looks, the quicker one tells the size of the page; a slow one may have had to wait
      // for the processor.
      next = after + SHARE * Math.min(after - now, before);
      before = after - now;
    }
    return isCovered(view, element, trees);
  };
}

/** An element's ancestors from its parent up to the root or the full-screen element. */
function around(element: Element): readonly Element[] {
  const found: Element[] = [];
  for (let next = element.parentElement; next; next = next.parentElement) {
    found.push(next);
    // Elements around the full-screen element don't affect how it is painted.
    if (next.matches(':fullscreen')) break;
  }
  return found;
}

/**
 * Whether its own style or an ancestor's changes how an element looks, or the page's rules paint
 * something into it.
 */
const isLookChanged = (view: View, element: Element): boolean =>
  [element, ...around(element)].some((each) => isChanged(view.getComputedStyle(each))) ||
  ['::before', '::after'].some((part) => isPainted(view.getComputedStyle(element, part)));

/** Whether an ancestor has a filter that leaves everything in its place and legible. */
const isRecoloured = (view: View, element: Element): boolean =>
  around(element)
    .map((each) => view.getComputedStyle(each).filter)
    .some((filter) => filter !== 'none' && isLegible(filter));

/**
 * Whether anything in the page, or in these shadow trees, is painted over an element or changes its
 * looks.
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
    // What is beside the full-screen element is beneath it.
    outer
      .filter((each) => !each.matches(':fullscreen'))
      .flatMap(following)
      .some((next) => reaches(view, next, box)) ||
    [view.document, ...trees].flatMap(inTopLayer).some((top) => {
      if (top.contains(element)) return false;
      return isPainted(view.getComputedStyle(top, '::backdrop')) || reaches(view, top, box);
    })
  );
}

/**
 * Whether a style changes how an element's content looks. Moving it without turning or scaling
 * doesn't count.
 */
function isChanged(style: CSSStyleDeclaration): boolean {
  const { m11, m12, m13, m14, m21, m22, m23, m24, m34 } = new DOMMatrix(style.transform);
  return (
    style.opacity !== '1' ||
    style.mixBlendMode !== 'normal' ||
    style.transformStyle !== 'flat' ||
    [m11, m22].some((scale) => scale !== 1) ||
    [m12, m13, m14, m21, m23, m24, m34].some((turn) => turn !== 0) ||
    !isLegible(style.filter) ||
    [
      style.clipPath,
      style.maskImage,
      style.webkitMaskBoxImageSource ?? 'none',
      style.rotate,
      style.scale,
      style.perspective,
    ].some((value) => value !== 'none')
  );
}

/** The functions of a filter that change colours, and the amounts that leave words legible. */
const LEGIBLE: Readonly<Record<string, (amount: number) => boolean>> = {
  invert: (amount) => amount <= 0.1 || amount >= 0.85,
  'hue-rotate': () => true,
  grayscale: () => true,
  sepia: () => true,
  saturate: (amount) => amount <= 3,
  brightness: (amount) => amount >= 0.6 && amount <= 1.5,
  contrast: (amount) => amount >= 0.6 && amount <= 2,
};

/** Whether a filter leaves what it is on legible, as those of dark modes do. */
function isLegible(filter: string): boolean {
  if (filter === 'none') return true;
  // Computed filters have numbers for amounts, and no variables.
  const functions = [...filter.matchAll(/([a-z-]+)\(([^()]*)\)\s*/g)];
  const whole = functions.map(([text]) => text).join('');
  return (
    whole === filter &&
    functions.every(([, name = '', amount = '']) => LEGIBLE[name]?.(Number.parseFloat(amount)))
  );
}

/** Whether a pseudo-element paints anything. A backdrop paints without `content`. */
function isPainted(style: CSSStyleDeclaration): boolean {
  const there = !['none', 'normal'].includes(style.content) || style.position === 'fixed';
  if (!there || style.display === 'none' || style.opacity === '0') return false;
  return (
    !['none', 'normal', '""'].includes(style.content) ||
    style.backgroundImage !== 'none' ||
    !/^rgba\(.*, 0\)$|^transparent$/.test(style.backgroundColor) ||
    [
      style.borderTopWidth,
      style.borderRightWidth,
      style.borderBottomWidth,
      style.borderLeftWidth,
    ].some((width) => Number.parseFloat(width) > 0) ||
    (style.backdropFilter ?? 'none') !== 'none' ||
    spread(style) > 0
  );
}

/**
 * How many pixels an element may paint beyond its box: shadows, outline, and images of unknown size
 * (Infinity).
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
 * Whether an element, or anything in it, is visible within a box and not below a `z-index`.
 * Includes shadow trees that can be opened.
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

/** Where the text of an element or a shadow tree is, which may be outside the element's box. */
function wordsOf({ childNodes, ownerDocument }: Element | ShadowRoot): readonly DOMRect[] {
  return [...childNodes].flatMap((node) => {
    if (node.nodeType !== node.TEXT_NODE) return [];
    const range = ownerDocument.createRange();
    range.selectNode(node);
    return [...range.getClientRects()];
  });
}

/** How many pixels away from its element a pseudo-element may be, at most. */
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
 * What the browser paints above everything else: open popovers, modal dialogs, the full-screen
 * element.
 */
const inTopLayer = (root: Document | ShadowRoot): readonly Element[] => [
  ...root.querySelectorAll(':popover-open, :modal, :fullscreen'),
];

/** All shadow trees in a document that can be opened. May be incomplete above `MOST` elements. */
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
