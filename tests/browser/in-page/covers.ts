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
