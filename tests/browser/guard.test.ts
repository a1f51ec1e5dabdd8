import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from './driver/driver.ts';
import { MEET, notIn, Panel, panelIn, type Rig, sharedCall, startRig } from './perch.ts';
import { Screen } from './screen.ts';
import {
  CHOSEN,
  lightOfFrames,
  named,
  type Presenting,
  present,
  presenting,
  stop,
  watch,
} from './sharing.ts';

const NOTE = 'for nobody else to see';
declare const window: Window & Presenting;

let rig: Rig;
let settings: Screen;
beforeAll(async () => {
  rig = await startRig({ screen: true });
  settings = new Screen(await rig.browser.open(rig.browser.page('desk.html#/settings/screen')));
});
afterAll(() => rig?.close());

const guard = async (what: string) => {
  await settings.doc.tab.activate();
  await settings.press('radio', what);
  await settings.when('radio', what, ({ checked }) => checked === true);
};

const calls = sharedCall(() => rig, 'loaded anew');
/** A call with a session and a note in it, which goes on from one test to the next. */
const call = async (address = `${MEET}?rtc`): Promise<Panel> => {
  const panel = await calls.enter(address);
  if (await panel.inSession()) await panel.note(NOTE);
  return panel;
};

const SHARING = 'This page is sharing a screen';
const saysSharing = async (panel: Panel, sharing: boolean) => {
  await until(
    async () => (await panel.words()).includes(SHARING) === sharing,
    `the panel to say ${sharing ? '' : 'no longer '}that the page shares`,
  );
};

test('with the guard, the panel is masked when the page shares, and does not come back by itself', async () => {
  await guard('Whenever the page shares');
  const panel = await call();
  await named(panel.tab, CHOSEN);
  await present(panel.tab);
  await panel.see('button', 'Show panel');
  expect((await panel.words()).trim()).toBe('Show panel');
  await presenting(panel.tab);
  await stop(panel.tab);
  await panel.tab.evaluate(
    () =>
      new Promise((done) => {
        let frames = 0;
        const count = () => {
          frames += 1;
          if (frames > 90) done(null);
          else requestAnimationFrame(count);
        };
        count();
      }),
  );
  expect((await panel.words()).trim()).toBe('Show panel');
});

test.each<[string, () => void]>([
  [
    "Firefox's own way",
    () =>
      void navigator.mediaDevices
        .getUserMedia({ video: { mediaSource: 'screen' } as MediaTrackConstraints })
        .catch(() => {}),
  ],
  [
    "Chromium's own way",
    () =>
      void navigator.mediaDevices
        .getUserMedia({ video: { mandatory: { chromeMediaSource: 'screen' } } as never })
        .catch(() => {}),
  ],
  [
    'the oldest way',
    () => {
      const { webkitGetUserMedia: old, mozGetUserMedia: older } = navigator as never as Record<
        'webkitGetUserMedia' | 'mozGetUserMedia',
        ((...given: unknown[]) => void) | undefined
      >;
      const nothing = () => {};
      const wanted = {
        video: { mediaSource: 'window', mandatory: { chromeMediaSource: 'screen' } },
      };
      (old ?? older)?.call(navigator, wanted, nothing, nothing);
    },
  ],
])('a screen that is asked of the camera, %s, masks the panel too', async (_, ask) => {
  await guard('Whenever the page shares');
  const panel = await call();
  await panel.tab.evaluate(ask);
  await panel.see('button', 'Show panel');
  expect((await panel.words()).trim()).toBe('Show panel');
  await panel.press('button', 'Show panel');
});

test('a share that no sensor can hear of masks the panel where the browser tells of it', async (context) => {
  notIn('chromium', context, '2026-11-28: the browser tells no extension of shares');
  await guard('Whenever the page shares');
  const panel = await call();
  await panel.tab.shareUnheard();
  await panel.see('button', 'Show panel');
  expect(await panel.tab.evaluate(() => window.presented.length)).toBe(0);
  // It isn't masked again for what goes on.
  await panel.press('button', 'Show panel');
  await panel.noteShown(NOTE);
  await saysSharing(panel, true);
  await rig.browser.endSharing();
  await saysSharing(panel, false);
});

test('a page that keeps what its sensor says from others has its panel masked all the same', async () => {
  await guard('Whenever the page shares');
  const panel = await call();
  await panel.tab.evaluate(() => {
    for (const where of [window, document])
      where.addEventListener('perch-sensed', (event) => event.stopImmediatePropagation(), true);
  });
  await named(panel.tab, CHOSEN);
  await present(panel.tab);
  await panel.see('button', 'Show panel');
  await presenting(panel.tab);
  await stop(panel.tab);
  await panel.press('button', 'Show panel');
});

test('the page, its title and its accessibility tree have no word while it is masked', async () => {
  const panel = await call();
  await panel.press('button', 'Mask panel');
  await panel.see('button', 'Show panel');
  const found = await panel.tab.evaluate(() => [
    document.title,
    document.documentElement.outerHTML,
    document.body.innerText,
  ]);
  expect(found.join(' ')).not.toMatch(/nobody else|Opening|No client/);
  for (const role of ['button', 'timer', 'listitem', 'heading', 'textbox', 'status', 'radio'])
    expect((await panel.all(role)).map(({ name }) => name)).toEqual(
      role === 'button' ? ['Show panel'] : [],
    );
  expect(await panel.doc.evaluate(() => document.title)).not.toMatch(/nobody else|Opening/);
});

describe('the end of sharing is noticed', () => {
  const shared = async () => {
    const panel = await call();
    await named(panel.tab, CHOSEN);
    await present(panel.tab);
    // It masks when the page asks to share, and again when the share begins.
    await presenting(panel.tab);
    await panel.press('button', 'Show panel');
    await saysSharing(panel, true);
    return panel;
  };

  test('when the page stops its tracks, which no event tells', async () => {
    const panel = await shared();
    await stop(panel.tab);
    await saysSharing(panel, false);
  });

  test("when it is ended by the browser's own means", async (context) => {
    notIn(
      'chromium',
      context,
      '2026-11-26: no driver can press its bar; a shared tab is closed below',
    );
    const panel = await shared();
    await rig.browser.endSharing();
    await saysSharing(panel, false);
  });

  test('only when the last clone is stopped too', async () => {
    const panel = await shared();
    await panel.tab.evaluate(() => {
      const [stream] = window.presented;
      const copy = stream?.clone();
      const another = copy?.getVideoTracks()[0]?.clone();
      Object.assign(window, { copies: [copy, another] });
      for (const track of stream?.getTracks() ?? []) track.stop();
      for (const track of copy?.getTracks() ?? []) track.stop();
    });
    // The look that finds the first stopped comes within a second; the clone of the clone goes on.
    const looked = Date.now() + 2_500;
    await until(async () => {
      expect((await panel.words()).trim()).toContain(SHARING);
      return Date.now() > looked;
    }, 'some looks');
    await panel.tab.evaluate(() =>
      (window as unknown as { copies: [unknown, MediaStreamTrack] }).copies[1].stop(),
    );
    await saysSharing(panel, false);
  });

  test('not while another share has replaced it', async () => {
    const panel = await shared();
    await present(panel.tab);
    await presenting(panel.tab, 2);
    await panel.press('button', 'Show panel');
    await panel.tab.evaluate(() => {
      for (const track of window.presented[0]?.getTracks() ?? []) track.stop();
    });
    const looked = Date.now() + 2_500;
    await until(async () => {
      expect((await panel.words()).trim()).toContain(SHARING);
      return Date.now() > looked;
    }, 'some looks');
    await stop(panel.tab);
    await saysSharing(panel, false);
  });
});

describe('unless it shares another tab', () => {
  const otherTab = async (title: string) => {
    const other = await rig.browser.open('https://elsewhere.example/');
    await named(other, title);
    return other;
  };

  test('another tab leaves the panel as it is; this one masks it, and is in no picture', async (context) => {
    notIn('firefox', context, '2026-11-26: it does not tell what is shared, see below');
    await guard('Unless it shares another tab');
    const panel = await call();
    const other = await otherTab(CHOSEN);
    await panel.tab.activate();
    await present(panel.tab);
    await presenting(panel.tab);
    await panel.says('This page is sharing another tab');
    expect(await panel.words()).not.toContain(SHARING);
    expect((await panel.words()).trim()).toContain(NOTE);
    // The browser's own end of it: the tab is gone.
    await other.close();
    await until(
      async () => !(await panel.words()).includes('sharing another tab'),
      'the panel to say no longer that the page shares',
    );
    await named(panel.tab, CHOSEN);
    await watch(panel.tab);
    await present(panel.tab);
    await panel.see('button', 'Show panel');
    await presenting(panel.tab, 2);
    await until(async () => (await lightOfFrames(panel.tab)).length > 5, 'pictures to arrive');
    expect(Math.max(...(await lightOfFrames(panel.tab)))).toBe(0);
    await stop(panel.tab);
  });

  test('a page that gives up its handle, and then shares this tab, has its panel masked', async (context) => {
    notIn('firefox', context, '2026-11-27: it knows no handles, see below');
    await guard('Unless it shares another tab');
    const panel = await call();
    await panel.tab.evaluate(() => {
      const media = navigator.mediaDevices as unknown as {
        setCaptureHandleConfig(config: object): void;
      };
      media.setCaptureHandleConfig({});
    });
    await named(panel.tab, CHOSEN);
    await watch(panel.tab);
    await present(panel.tab);
    await panel.see('button', 'Show panel');
    await presenting(panel.tab);
    await until(async () => (await lightOfFrames(panel.tab)).length > 5, 'pictures to arrive');
    expect(Math.max(...(await lightOfFrames(panel.tab)))).toBe(0);
    await stop(panel.tab);
    await panel.tab.reload();
  });

  test('the panel is masked where the browser does not tell what is shared', async (context) => {
    notIn('chromium', context, '2026-11-26: it tells what is shared, see above');
    await guard('Unless it shares another tab');
    const panel = await call();
    const other = await otherTab('Another site');
    await panel.tab.activate();
    await present(panel.tab);
    await presenting(panel.tab);
    await panel.see('button', 'Show panel');
    await other.close();
    await stop(panel.tab);
  });

  test('a share that is refused leaves it as it is', async () => {
    await guard('Unless it shares another tab');
    const panel = await call();
    await panel.tab.evaluate(() =>
      // Refused, for nobody has pressed anything or for what it asks.
      navigator.mediaDevices.getDisplayMedia({ video: false }).catch(() => {}),
    );
    expect((await panel.words()).trim()).toContain(NOTE);
    await panel.note('as before');
    await guard('Whenever the page shares');
    await panel.tab.activate();
  });
});

test('wherever the panel is, it is masked before the page shares', async () => {
  await guard('Whenever the page shares');
  const panel = await call();
  await panel.press('button', 'Pop out the panel');
  const out = new Panel(await rig.browser.popOut());
  await out.noteShown(NOTE);
  await named(panel.tab, CHOSEN);
  await panel.tab.activate();
  await present(panel.tab);
  await out.see('button', 'Show panel');
  expect((await out.words()).trim()).toBe('Show panel');
  await presenting(panel.tab);
  await stop(panel.tab);
  await out.press('button', 'Show panel');
  await out.press('button', 'Back to the call');
  const back = await panelIn(panel.tab);
  await back.noteShown(NOTE);
});

test('beside the page, the panel is masked before the page shares', async (context) => {
  notIn('firefox', context, '2026-11-26: no driver is told what is in its sidebar');
  await guard('Whenever the page shares');
  const panel = await call();
  await named(panel.tab, CHOSEN);
  await panel.press('button', 'Move to the side panel');
  const beside = new Panel(await rig.browser.opened(rig.browser.page('sidepanel.html')));
  await beside.noteShown(NOTE);
  await panel.tab.activate();
  await present(panel.tab);
  await beside.see('button', 'Show panel');
  expect((await beside.words()).trim()).toBe('Show panel');
  await presenting(panel.tab);
  await stop(panel.tab);
  await beside.press('button', 'Show panel');
  await beside.press('button', 'Back to the call');
  await (await panelIn(panel.tab)).noteShown(NOTE);
});

describe('wherever the page shares from', () => {
  test('an inner frame of the same origin: the panel over the page is masked', async () => {
    const panel = await call();
    await panel.tab.evaluate(async () => {
      const frame = document.createElement('iframe');
      frame.allow = 'display-capture';
      document.body.append(frame);
      await frame.contentWindow?.navigator.mediaDevices
        .getDisplayMedia({ video: false })
        .catch(() => {});
    });
    await panel.see('button', 'Show panel');
  });

  test('a page with Trusted Types and a strict policy', async () => {
    const panel = await call(`${MEET}?headers=strictCsp&rtc`);
    await named(panel.tab, CHOSEN);
    await present(panel.tab);
    await panel.see('button', 'Show panel');
    await presenting(panel.tab);
    await stop(panel.tab);
  });
});

test("the page's own functions are as they were", async () => {
  const probe = async () => {
    const devices = MediaDevices.prototype as unknown as Record<
      string,
      (...of: unknown[]) => unknown
    >;
    const looks = (owner: object, name: string) => {
      const { value, ...flags } = Object.getOwnPropertyDescriptor(owner, name) ?? {};
      const { constructed } = (() => {
        try {
          return { constructed: String(Reflect.construct(Object, [], value)) };
        } catch (error) {
          return { constructed: (error as Error).name };
        }
      })();
      return {
        flags,
        constructed,
        type: typeof value,
        text: `${value}`,
        toText: Function.prototype.toString.call(value),
        name: value.name,
        length: value.length,
        own: Reflect.ownKeys(value).map(String),
        proto: Object.getPrototypeOf(value) === Function.prototype,
      };
    };
    const refusal = (promise: unknown) =>
      (promise as Promise<unknown>).then(
        () => 'granted',
        (error: Error) => `${error.name}: ${error.message}`,
      );
    // What settles when: the promise of a share, beside one of the page's own.
    const order: string[] = [];
    const refused = navigator.mediaDevices.getUserMedia({}).catch(() => order.push('share'));
    const turns = (async () => {
      for (let turn = 0; turn < 6; turn += 1) {
        await null;
        order.push(`turn ${turn}`);
      }
    })();
    await Promise.all([refused, turns]);
    return {
      share: looks(MediaDevices.prototype, 'getDisplayMedia'),
      camera: looks(MediaDevices.prototype, 'getUserMedia'),
      remote: looks(RTCPeerConnection.prototype, 'setRemoteDescription'),
      text: looks(Function.prototype, 'toString'),
      keys: [MediaDevices, RTCPeerConnection, MediaStream, MediaStreamTrack].map(({ prototype }) =>
        Reflect.ownKeys(prototype).map(String),
      ),
      wrongOwner: await refusal(devices.getDisplayMedia?.call({}, {})),
      wrongWish: await refusal(navigator.mediaDevices.getDisplayMedia({ video: false })),
      wrongCamera: await refusal(navigator.mediaDevices.getUserMedia({})),
      onlyPromises: devices.getUserMedia?.call(navigator.mediaDevices, {}) instanceof Promise,
      order,
      globals: Object.keys(window).filter((name) => /perch/i.test(name)),
    };
  };
  // Nothing has been pressed in it: a press gives a page leave to ask for more.
  const { tab } = await rig.call();
  const there = await tab.evaluate(probe);
  const elsewhere = await rig.browser.open('https://elsewhere.example/');
  const without = await elsewhere.evaluate(probe);
  // On other sites nothing of Perch is there, so that this is what the browser itself does.
  expect(there).toEqual(without);
  await elsewhere.close();
  await tab.close();
});
