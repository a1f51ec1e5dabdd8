/** In a page: each shows people something other than the panel, and lets presses through to it. */
export const SEE_THROUGH: Readonly<Record<string, () => void>> = {
  'a popover': () => {
    const cover = document.createElement('div');
    cover.id = 'cover';
    cover.popover = 'manual';
    cover.textContent = 'Join the next meeting';
    cover.style.cssText =
      'position: fixed; inset: 0; width: 100vw; height: 100vh; background: #fffe; pointer-events: none';
    document.body.append(cover);
    cover.showPopover();
  },
  'a popover in a closed shadow tree': () => {
    const around = document.createElement('div');
    around.id = 'cover';
    const cover = document.createElement('div');
    cover.popover = 'manual';
    cover.style.cssText =
      'position: fixed; inset: 0; width: 100vw; height: 100vh; background: #fffe; pointer-events: none';
    around.attachShadow({ mode: 'closed' }).append(cover);
    document.body.append(around);
    cover.showPopover();
  },
  'the backdrop of a popover far from it': () => {
    const cover = document.createElement('div');
    cover.id = 'cover';
    cover.popover = 'manual';
    cover.style.cssText = 'inset: auto auto 0 0; width: 1px; height: 1px; margin: 0';
    const rule = document.createElement('style');
    rule.textContent = '#cover::backdrop { background: #fffe }';
    cover.append(rule);
    document.body.append(cover);
    cover.showPopover();
  },
  'the shadow of a popover far from it': () => {
    const cover = document.createElement('div');
    cover.id = 'cover';
    cover.popover = 'manual';
    cover.style.cssText =
      'inset: auto auto 0 0; width: 9px; height: 9px; margin: 0; box-shadow: 0 0 0 3000px #fffe; pointer-events: none';
    document.body.append(cover);
    cover.showPopover();
  },
  'what comes after everything': () => {
    const rule = document.createElement('style');
    rule.id = 'cover';
    rule.textContent =
      'html::after { content: ""; position: fixed; inset: 0; z-index: 2147483647; background: #fffe; pointer-events: none }';
    document.head.append(rule);
  },
  'next to nothing of it': () => {
    const rule = document.createElement('style');
    rule.id = 'cover';
    rule.textContent = 'html { opacity: .01 }';
    document.head.append(rule);
  },
  'a filter that leaves nothing of it': () => {
    const rule = document.createElement('style');
    rule.id = 'cover';
    rule.textContent = 'html { filter: brightness(0) }';
    document.head.append(rule);
  },
  'the words of a popover far from it': () => {
    const cover = document.createElement('div');
    cover.id = 'cover';
    cover.popover = 'manual';
    cover.textContent = 'Join the next meeting '.repeat(400);
    cover.style.cssText =
      'inset: 0 auto auto 0; width: 100vw; height: 1px; margin: 0; padding: 0; border: 0; overflow: visible; background: none; color: #fffe; font: 24px/1 sans-serif; pointer-events: none';
    document.body.append(cover);
    cover.showPopover();
  },
  'a page that is brought before it': () => {
    const rule = document.createElement('style');
    rule.id = 'cover';
    rule.textContent =
      'html { transform-style: preserve-3d } body { transform: translateZ(1px); pointer-events: none; background: #fff }';
    document.head.append(rule);
  },
  'a popover, and stops every timer and event': () => {
    for (let id = 1; id < 100_000; id += 1) clearInterval(id);
    for (const type of ['pointerenter', 'pointermove', 'pointerover', 'mouseover'])
      addEventListener(type, (event) => event.stopImmediatePropagation(), true);
    const cover = document.createElement('div');
    cover.id = 'cover';
    cover.popover = 'manual';
    cover.style.cssText =
      'position: fixed; inset: 0; width: 100vw; height: 100vh; background: #fffe; pointer-events: none';
    document.body.append(cover);
    cover.showPopover();
  },
  'itself, and keeps the panel beneath it': () => {
    const host = document.querySelector<HTMLElement>('[data-perch-host]');
    const cover = document.createElement('div');
    cover.id = 'cover';
    cover.style.cssText =
      'position: fixed; inset: 0; z-index: 1; background: #fffe; pointer-events: none';
    document.body.append(cover);
    const watcher = new MutationObserver(() => {
      if (!cover.isConnected) watcher.disconnect();
      else if (host?.style.zIndex !== '0') host?.style.setProperty('z-index', '0', 'important');
    });
    if (host) watcher.observe(host, { attributes: true });
    host?.style.setProperty('z-index', '0', 'important');
  },
  'a mask that leaves nothing of it': () => {
    const rule = document.createElement('style');
    rule.id = 'cover';
    rule.textContent = 'html { mask-image: linear-gradient(#0000, #0000) }';
    document.head.append(rule);
  },
};

/**
 * Rules of a page that hide, shrink, move, crop, tint or turn everything in it, the panel included.
 * `ALL` stands for the root, or for what fills the screen; `HOST` for what holds the panel.
 */
export const DISTORTED: Readonly<Record<string, string>> = {
  'zoomed out': 'ALL { zoom: .3 }',
  'zoomed in': 'ALL { zoom: 3 }',
  'zoomed a little': 'ALL { zoom: 1.2 }',
  'moved by translate': 'ALL { translate: 40px }',
  'moved by a transform': 'ALL { transform: translate(0, 30px) }',
  'moved along a path': 'ALL { offset-path: path("M0,0 L300,0"); offset-distance: 100% }',
  'moved by its margin': 'ALL { will-change: transform; margin-left: 60px }',
  'moved by its position': 'ALL { transform: translateZ(0); position: absolute; left: 50px }',
  'moved by a containing block': 'ALL { contain: layout; margin-top: 90px }',
  'moved all the time':
    'ALL { animation: moves 4s infinite linear } @keyframes moves { from { translate: 20px } to { translate: 300px } }',
  'shrunk by a transform': 'ALL { transform: scale(.5) }',
  'shrunk by scale': 'ALL { scale: .5 }',
  'shrunk to nothing': 'ALL { scale: 0 }',
  stretched: 'ALL { transform: scaleX(2) }',
  mirrored: 'ALL { transform: scale(-1, 1) }',
  turned: 'ALL { rotate: 3deg }',
  'turned upside down': 'ALL { transform: rotate(180deg) }',
  'turned away': 'ALL { transform: rotateY(60deg) }',
  skewed: 'ALL { transform: skewX(20deg) }',
  'seen in perspective': 'ALL { perspective: 100px }',
  'see-through': 'ALL { opacity: .4 }',
  'see-through by a filter': 'ALL { filter: opacity(.1) }',
  blurred: 'ALL { filter: blur(4px) }',
  black: 'ALL { filter: brightness(0) }',
  grey: 'ALL { filter: contrast(0) }',
  'grey by half an inversion': 'ALL { filter: invert(.5) }',
  'in a dark mode that is black': 'ALL { filter: invert(1) brightness(0) }',
  'under a filter from elsewhere': 'ALL { filter: url(#nothing) }',
  'in the shadow of itself': 'ALL { filter: drop-shadow(0 0 40px red) }',
  'blended away': 'ALL { mix-blend-mode: difference }',
  'cropped by a path': 'ALL { clip-path: inset(0 0 90% 90%) }',
  'cropped by a circle': 'ALL { clip-path: circle(10px) }',
  'cropped by containing its paint':
    'ALL { contain: paint; width: 60px; height: 60px; min-height: 0 }',
  'cropped by containing everything':
    'ALL { contain: strict; width: 60px; height: 60px; min-height: 0 }',
  'zoomed out a little': 'ALL { zoom: .9 }',
  'moved a little': 'ALL { translate: 0 12px }',
  'moved in steps':
    'ALL { animation: steps 2s infinite steps(4) } @keyframes steps { from { translate: 0 20px } to { translate: 0 220px } }',
  'shrunk in one direction': 'ALL { scale: 1 .6 }',
  'leaned back': 'ALL { transform: perspective(600px) rotateX(25deg) }',
  'skewed upwards': 'ALL { transform: skewY(8deg) }',
  'turned and moved at once': 'ALL { transform: matrix(.9, .1, -.1, .9, 30, 20) }',
  'seen through by half': 'ALL { opacity: .7 }',
  'seen through from time to time':
    'ALL { animation: fades 3s infinite } @keyframes fades { from { opacity: .5 } to { opacity: .1 } }',
  'nearly black': 'ALL { filter: brightness(.1) }',
  'nearly white': 'ALL { filter: brightness(9) contrast(.2) }',
  'blended into white': 'ALL { mix-blend-mode: screen; background: #fff }',
  'cropped to a triangle': 'ALL { clip-path: polygon(0 0, 100% 0, 0 100%) }',
  'cropped by the shape of a mask':
    'ALL { mask-image: linear-gradient(90deg, #000 60%, #0000 60%) }',
  'painted over from within, behind its parts':
    'HOST::before { content: ""; position: fixed; inset: 0; z-index: 9; background: #fffc; pointer-events: none }',
  'painted over from within, before its parts':
    'HOST::after { content: ""; position: fixed; inset: 0; background: #fff; pointer-events: none }',
  'written over from within':
    'HOST::after { content: "OK OK OK OK"; position: absolute; inset: 0; font-size: 4rem; pointer-events: none }',
  'framed from within':
    'HOST::after { content: ""; position: fixed; inset: 0; border: 2000px solid #fff; pointer-events: none }',
  'blurred from within':
    'HOST::after { content: ""; position: absolute; inset: 0; backdrop-filter: blur(9px); pointer-events: none }',
};

/** The same, of one kind of browser alone. */
export const DISTORTED_IN_CHROMIUM: Readonly<Record<string, string>> = {
  'hidden by the image of a mask': 'ALL { -webkit-mask-box-image: linear-gradient(#0000, #0000) }',
  'under a reflection of itself': 'ALL { -webkit-box-reflect: below -100vh }',
};

/** Filters that leave everything legible, as dark modes and night lights have them. */
export const RECOLOURED: readonly string[] = [
  'invert(1) hue-rotate(180deg)',
  'invert(.92) hue-rotate(180deg) contrast(.9)',
  'sepia(.4) brightness(.85)',
  'grayscale(1)',
];

/** In a page: gives it a rule, which `uncover` takes back. */
export function layRule(css: string): void {
  const full = document.fullscreenElement;
  full?.setAttribute('data-all', '');
  const rule = document.createElement('style');
  rule.id = 'cover';
  const host = document.querySelector('[data-perch-host]') ? '[data-perch-host]' : 'body > div';
  rule.textContent = css.replaceAll('ALL', full ? '[data-all]' : 'html').replaceAll('HOST', host);
  document.head.append(rule);
}
