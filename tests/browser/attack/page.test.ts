import { describe, expect, test } from 'vitest';
import { CHANNEL_OFFER } from '@/lib/messaging';
import { SIGNALS } from '@/lib/sensor';
import { type Json, until } from '../driver/driver.ts';
import { hostBox } from '../in-page/place.ts';
import { panelIn } from '../perch.ts';
import { marker } from '../profile.ts';
import {
  CODE,
  desk,
  goOnWith,
  NOTE,
  panel,
  refused,
  rig,
  sessionNow,
  sessionUnderAttack,
  unharmed,
  wordsOf,
} from './attacked.ts';
import { EVERY_SHAPE } from './messages.ts';

sessionUnderAttack();

describe('a call page', () => {
  test('is answered by nobody, whatever it posts and to whomever it can', async () => {
    const [before, counts] = [await sessionNow(), await refused()];
    const tried = await panel.tab.evaluate((shapes: readonly Json[]) => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      addEventListener('message', ({ source, data, isTrusted }) => {
        if (isTrusted && source !== window) heard.push(JSON.stringify(data));
      });
      const host = document.querySelector('[data-perch-host]');
      const broadcast = new BroadcastChannel('panel');
      broadcast.onmessage = ({ data }) => heard.push(JSON.stringify(data));
      // The panel's frame is in a closed tree and should not be found here. Any frame that is
      // found gets every message too.
      const windows = [window, ...Array.from({ length: window.length }, (_, at) => window[at])];
      let posted = 0;
      const port = () => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => heard.push(JSON.stringify(data));
        for (const shape of shapes) port1.postMessage(shape);
        return port2;
      };
      for (const shape of shapes) {
        for (const target of windows) {
          target?.postMessage(shape, '*');
          target?.postMessage(shape, '*', [port()]);
          target?.postMessage({ ...Object(shape), target: 'perch', source: 'panel' }, '*');
          posted += 3;
        }
        for (const target of [window, document, host]) {
          const ports = [port()];
          target?.dispatchEvent(
            new MessageEvent('message', { data: shape, ports, source: window, bubbles: true }),
          );
          target?.dispatchEvent(new CustomEvent('message', { detail: shape, bubbles: true }));
          posted += 2;
        }
        broadcast.postMessage(shape);
      }
      for (const target of [document, host])
        target?.dispatchEvent(new CustomEvent('perch-retire', { bubbles: true }));
      return { frames: window.length, posted };
    }, EVERY_SHAPE);
    expect(tried.frames).toBe(0);
    expect(tried.posted).toBe(EVERY_SHAPE.length * 9);
    await unharmed(before);
    expect(await panel.tab.evaluate(() => (window as unknown as { heard: [] }).heard)).toEqual([]);
    // No message got as far as the background, which would have counted it.
    expect(await refused()).toEqual(counts);
    console.log(`attack: ${tried.posted} messages from the page, 0 answered`);
  });

  test('moves nothing in the panel by making up events and clicks', async () => {
    const before = await sessionNow();
    const box = () => panel.tab.evaluate(hostBox);
    const boxBefore = await box();
    const points: Json[] = [];
    for (const [role, name] of [
      ['button', 'End session'],
      ['button', 'Fold panel'],
      ['button', 'Closing*'],
      ['textbox', 'Quick note'],
    ] as const)
      points.push({ ...(await panel.middle(role, name)) });
    const trusted = await panel.tab.evaluate((at: readonly Json[]) => {
      const host = document.querySelector<HTMLElement>('[data-perch-host]');
      if (!host) throw new Error('no host');
      let sent = 0;
      const send = (event: Event) => {
        sent += 1;
        host.dispatchEvent(event);
      };
      for (const { x, y } of at as unknown as readonly { x: number; y: number }[]) {
        const init = {
          clientX: x,
          clientY: y,
          screenX: x,
          screenY: y,
          button: 0,
          bubbles: true,
          composed: true,
        };
        for (const type of ['pointerdown', 'pointermove', 'pointerup', 'pointercancel'])
          send(new PointerEvent(type, { ...init, pointerId: 1, isPrimary: true }));
        for (const type of ['mousedown', 'mousemove', 'mouseup', 'click', 'dblclick'])
          send(new MouseEvent(type, init));
        document.elementFromPoint(x, y)?.dispatchEvent(new MouseEvent('click', init));
        (document.elementFromPoint(x, y) as HTMLElement | null)?.click();
        host.focus();
        for (const key of ['h', 'Enter', 'Escape', 'Tab', '5'])
          for (const type of ['keydown', 'keypress', 'keyup'])
            send(new KeyboardEvent(type, { key, bubbles: true, composed: true }));
        for (const type of ['beforeinput', 'input'])
          send(new InputEvent(type, { data: 'hostile', inputType: 'insertText', composed: true }));
        send(new ClipboardEvent('paste', { bubbles: true, composed: true }));
        send(new Event('submit', { bubbles: true, composed: true }));
        document.execCommand('insertText', false, 'hostile');
      }
      host.click();
      return sent;
    }, points);
    expect(trusted).toBeGreaterThan(90);
    expect(await box()).toEqual(boxBefore);
    expect((await panel.see('textbox', 'Quick note')).value).toBe('');
    await unharmed(before);
    expect((await panel.notes()).join()).not.toContain('hostile');
  });

  test('finds no word of the panel anywhere it can look', async () => {
    const draft = marker('draft');
    await panel.press('textbox', 'Quick note');
    await panel.doc.type(draft);
    await panel.when('textbox', 'Quick note', ({ value }) => value === draft);
    const { seen, ...found } = await panel.tab.evaluate(
      async (code: string, words: string) => {
        const host = document.querySelector<HTMLElement>('[data-perch-host]');
        if (!host) throw new Error('no host');
        const { x, y, width, height } = host.getBoundingClientRect();
        let shadow = 'made';
        try {
          host.attachShadow({ mode: 'open' });
        } catch {
          shadow = 'refused';
        }
        type Searching = { find?(text: string, ...options: boolean[]): boolean };
        const find = (text: string) => {
          try {
            return (window as Searching).find?.(text, false, false, true, false, true, false);
          } catch {
            return 'denied';
          }
        };
        const active = document.activeElement === host;
        // The browser searches from the focus on, so the focus has to be in the page.
        document.querySelector<HTMLElement>('#chat')?.focus();
        const select = getSelection();
        select?.selectAllChildren(document.documentElement);
        const selected = String(select);
        select?.removeAllRanges();
        return {
          shadow,
          root: host.shadowRoot === null,
          children: host.childNodes.length,
          frames: document.querySelectorAll('iframe, object, embed').length + window.length,
          through:
            [...new Set(document.elementsFromPoint(x + width / 2, y + height / 2))][0] === host,
          active,
          control: find('Microphone'),
          searched: [find(code), find(words)],
          seen: (
            await Promise.all(
              [
                () => document.documentElement.outerHTML,
                () => new XMLSerializer().serializeToString(document),
                () => host.getHTML({ serializableShadowRoots: true, shadowRoots: [] }),
                () => host.innerText,
                () => host.title,
                () => host.ariaLabel,
                () => selected,
                () => document.title,
                () => document.cookie,
                () => JSON.stringify({ ...localStorage, ...sessionStorage }),
                () => JSON.stringify(performance.getEntries()),
                async () => JSON.stringify(await caches.keys()),
                async () => JSON.stringify(await indexedDB.databases()),
                () => Object.getOwnPropertyNames(window).join(),
                () => (window as unknown as { seen: string[] }).seen.join(' '),
              ].map(async (look) => {
                try {
                  return await look();
                } catch (error) {
                  return `DENIED ${error}`;
                }
              }),
            )
          ).join('\n'),
        };
      },
      CODE,
      'zebra',
    );
    // Firefox refuses to search a page that holds a frame of another origin.
    const firefox = rig.browser.name === 'firefox';
    expect(found).toEqual({
      shadow: 'refused',
      root: true,
      children: 0,
      frames: 0,
      through: true,
      active: true,
      control: firefox ? 'denied' : true,
      searched: firefox ? ['denied', 'denied'] : [false, false],
    });
    expect(seen).not.toContain('DENIED');
    expect(seen).toContain('Microphone');
    expect(seen).not.toMatch(/zebra|ZEB-7|-extension:/);
    await panel.fill('textbox', 'Quick note', ' ');
    await panel.doc.press('Backspace');
    await panel.when('textbox', 'Quick note', ({ value }) => value === '');
  });

  test('catches neither the channel nor the frame when it makes the panel come back', async () => {
    const { folded: _, ...before } = await sessionNow();
    await panel.tab.evaluate(() => {
      const caught: string[] = [];
      Object.assign(window, { caught });
      const spy = (owner: object, name: string) => {
        const found = Object.getOwnPropertyDescriptor(owner, name);
        for (const part of ['get', 'set', 'value'] as const) {
          const real = found?.[part];
          if (typeof real !== 'function') continue;
          Object.defineProperty(owner, name, {
            ...found,
            [part](this: unknown, ...given: unknown[]) {
              caught.push(`${name} ${part}`);
              return Reflect.apply(real, this, given);
            },
          });
        }
      };
      spy(MessagePort.prototype, 'postMessage');
      spy(MessagePort.prototype, 'onmessage');
      spy(HTMLIFrameElement.prototype, 'contentWindow');
      spy(HTMLIFrameElement.prototype, 'src');
      spy(Element.prototype, 'attachShadow');
      spy(Element.prototype, 'append');
      spy(Node.prototype, 'appendChild');
      spy(EventTarget.prototype, 'addEventListener');
      // The page's own call is caught, which shows that the trap works.
      document.createElement('iframe').contentWindow;
      document.querySelector('[data-perch-host]')?.remove();
    });
    goOnWith(
      await until(async () => {
        const back = await panelIn(panel.tab);
        return (await back.all('timer', 'Time remaining')).length > 0 ? back : null;
      }, 'the panel to be back'),
    );
    await panel.noteShown(NOTE);
    expect(
      await panel.tab.evaluate(() => (window as unknown as { caught: string[] }).caught),
    ).toEqual(['contentWindow get']);
    await unharmed({ ...before, folded: 0 });
    await panel.tab.reload();
    goOnWith(await panelIn(panel.tab));
    await panel.noteShown(NOTE);
  });

  test('that opens the panel by itself, framed or in a window, gets empty ones', async () => {
    const before = await sessionNow();
    const answered = await panel.tab.evaluate(
      async (url: string, offer: string, shapes: readonly Json[]) => {
        const heard: string[] = [];
        const hand = (target: Window | null, ready: Promise<unknown>) =>
          ready.then(() => {
            const { port1, port2 } = new MessageChannel();
            const asked = new Promise<void>((resolve) => {
              port1.onmessage = ({ data }) => {
                heard.push(data.type);
                if (data.type === 'askToken') {
                  for (const shape of shapes) port1.postMessage(shape);
                  resolve();
                }
              };
            });
            target?.postMessage(offer, '*', [port2]);
            port1.postMessage({
              type: 'layout',
              shape: 'panel',
              dock: 'top',
              surface: 'overlay',
              trouble: null,
            });
            return asked;
          });
        const frame = document.createElement('iframe');
        frame.id = 'hostile';
        const loaded = new Promise((resolve) => {
          frame.onload = resolve;
        });
        frame.src = url;
        document.body.append(frame);
        await hand(frame.contentWindow, loaded);
        Object.assign(window, { opened: window.open(url, 'hostile') });
        return [...new Set(heard)];
      },
      rig.browser.page('panel.html'),
      CHANNEL_OFFER,
      EVERY_SHAPE,
    );
    expect(answered).toEqual(['askToken']);
    const panels = () =>
      desk.evaluate((url: string) => {
        type Views = Record<
          'browser' | 'chrome',
          { extension: { getViews(of: object): readonly Window[] } }
        >;
        const scope = globalThis as unknown as Views;
        return (scope.browser ?? scope.chrome).extension
          .getViews({ type: 'tab' })
          .filter(({ location }) => location.href === url)
          .filter((view) => view.parent === view && view.document.readyState === 'complete')
          .map((view) => view.document.body.innerText.trim());
      }, rig.browser.page('panel.html'));
    const opened = await until(async () => {
      const found = await panels();
      return found.length > 0 ? found : null;
    }, 'the window');
    expect(opened).toEqual(['']);
    await panel.tab.evaluate(
      (offer: string, shapes: readonly Json[]) => {
        const { opened } = window as unknown as { opened: Window };
        const answers: string[] = [];
        Object.assign(window, { answers });
        for (const shape of [offer, ...shapes]) {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }) => answers.push(data.type);
          port1.postMessage({
            type: 'layout',
            shape: 'panel',
            dock: 'top',
            surface: 'overlay',
            trouble: null,
          });
          opened.postMessage(shape, '*', [port2]);
        }
      },
      CHANNEL_OFFER,
      EVERY_SHAPE,
    );
    await panel.tab.activate();
    await unharmed(before);
    expect(await panels()).toEqual(['']);
    const texts = await panel.tab.frameTexts('panel.html');
    expect(texts).toHaveLength(2);
    expect(texts.filter((text) => text.includes('zebra'))).toHaveLength(1);
    // The page has told its copy to mask, which anybody may do.
    expect(texts.filter((text) => text.trim() === 'Show panel')).toHaveLength(1);
    expect(
      await panel.tab.evaluate(() => {
        const { opened, answers } = window as unknown as { opened: Window; answers: string[] };
        opened.close();
        document.querySelector('#hostile')?.remove();
        return answers;
      }),
    ).toEqual([]);
  });

  test('that makes up what its sensor says can mask and offer, and never show or end anything', async () => {
    const before = await sessionNow();
    const say = (details: readonly Json[]) =>
      panel.tab.evaluate((all: readonly Json[]) => {
        for (const detail of all)
          document.dispatchEvent(new CustomEvent('perch-sensed', { detail }));
      }, details);
    await say([null, 5, {}, ['share'], 'unmask', 'show', 'share ', '__proto__', 'constructor']);
    await unharmed(before);
    await say(['mediaConnected', 'mediaNone', 'mediaLive', 'shareEnded', 'shareFailed']);
    await unharmed(await sessionNow());
    await say(['share']);
    await panel.see('button', 'Show panel');
    await say([...SIGNALS].filter((signal) => !/^share(s|$)/.test(signal)));
    for (const name of ['perch-sensor', 'perch-sensor-ask', 'perch-handle'])
      await panel.tab.evaluate((event: string) => {
        document.dispatchEvent(new CustomEvent(event, { detail: 'guess', cancelable: true }));
      }, name);
    expect((await wordsOf(panel.doc)).trim()).toBe('Show panel');
    await panel.press('button', 'Show panel');
    await panel.see('timer', 'Time remaining');
    await say(['shareEnded', 'mediaNone']);
    await unharmed(await sessionNow());
    expect((await sessionNow()).timer).toBe(before.timer);
  });

  test('that opens a window on top with the panel in it gets an empty one', async () => {
    const before = await sessionNow();
    await panel.tab.evaluate(
      (url: string, offer: string, shapes: readonly Json[]) => {
        const button = document.createElement('button');
        button.id = 'open';
        button.style.cssText =
          'position:fixed;left:0;top:200px;width:40px;height:40px;z-index:9999999';
        button.onclick = async () => {
          interface Pictures {
            requestWindow(size: object): Promise<Window>;
          }
          const { documentPictureInPicture: pictures } = window as unknown as {
            documentPictureInPicture: Pictures;
          };
          const opened = await pictures.requestWindow({ width: 400, height: 500 });
          const frame = opened.document.createElement('iframe');
          frame.src = url;
          const heard: string[] = [];
          Object.assign(window, { heard, opened });
          frame.onload = () => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = ({ data }) => {
              heard.push(data.type);
              if (data.type === 'askToken') for (const shape of shapes) port1.postMessage(shape);
            };
            frame.contentWindow?.postMessage(offer, '*', [port2]);
            port1.postMessage({
              type: 'layout',
              shape: 'panel',
              dock: 'top',
              surface: 'popOut',
              trouble: null,
            });
          };
          opened.document.body.append(frame);
        };
        document.body.append(button);
      },
      rig.browser.page('panel.html'),
      CHANNEL_OFFER,
      EVERY_SHAPE,
    );
    const counted = await refused();
    await panel.tab.click({ x: 20, y: 220 });
    const inside = await rig.browser.popOut();
    // The window asked for a token, got a guess, and the background has refused that.
    await until(async () => (await refused()).token > counted.token, 'the guess to be refused');
    expect(await wordsOf(inside)).not.toMatch(/zebra|ZEB-7/);
    expect(['', 'Show panel']).toContain((await wordsOf(inside)).trim());
    const heard = await panel.tab.evaluate(() => {
      const { heard: types, opened } = window as unknown as { heard: string[]; opened: Window };
      opened.close();
      document.querySelector('#open')?.remove();
      return [...new Set(types)];
    });
    expect(heard.filter((type) => !['askToken', 'state'].includes(type))).toEqual([]);
    await unharmed(before);
  });
});
