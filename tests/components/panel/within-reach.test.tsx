import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Snapshot } from '@/lib/messaging';
import {
  type Around,
  after,
  changed,
  inLeg,
  LAYOUT,
  line,
  NOW,
  OVER,
  open,
  view,
} from '../../fixtures/panel.tsx';
import { draw, onLayout, panelForEachTest, redraw, send } from '../draw-panel.tsx';

panelForEachTest();

const onSidePanel = vi.fn();

type Role = 'button' | 'radio' | 'checkbox' | 'combobox' | 'textbox' | 'spinbutton';
type Step = readonly [Role, string];
type Shape = 'strip' | 'bar' | 'panel';

const SIZES = { strip: [360, 40], bar: [900, 168], panel: [340, 704] } as const;

const couple = changed({
  client: view.client && { ...view.client, speakers: ['A', 'B'] },
});
const locked = { ...changed({ notes: [], locked: 2 }), lock: 'locked' } as Snapshot;
const unlocked = { ...open(view), lock: 'open' } as Snapshot;
const ended = after({ type: 'ended', at: NOW });
const unguarded = open(view, {}, { shareGuard: 'off' });
const topics = (leg: 'agenda' | 'exploration'): Snapshot => {
  const shown = inLeg(leg);
  if (shown.masked || !shown.session) throw new Error('no session');
  const notes = [line({ id: 't', leg, kind: 'topic', topic: 'open', raisedBy: 'client' })];
  return { ...shown, session: { ...shown.session, notes } };
};

/**
 * Everything that a session has, where the design of the call surfaces puts it: what it is, what is
 * shown, in which shapes, and the presses that lead to it, of which the last one does it.
 */
const PLACES: readonly (readonly [
  what: string,
  shown: Snapshot,
  shapes: readonly Shape[],
  steps: readonly Step[],
  around?: Around,
])[] = [
  ['unfold', open(view), ['strip'], [['button', 'Open panel']]],
  ['fold', open(view), ['bar', 'panel'], [['button', 'Fold panel']]],
  ['mask', open(view), ['bar', 'panel'], [['button', 'Mask panel']]],
  ['the panel beside', open(view), ['bar'], [['button', 'Open beside']]],
  ...(
    [
      'Dock left',
      'Dock top',
      'Dock right',
      'Move left',
      'Move right',
      'Move up',
      'Move down',
      'Narrower',
      'Wider',
      'Shorter',
      'Taller',
      'Fold to a dot',
      'Pop out the panel',
    ] as const
  ).flatMap((name) => [
    [
      name,
      open(view),
      ['panel'],
      [
        ['button', 'Move and resize'],
        ['button', name],
      ],
    ] as const,
    [
      name,
      open(view),
      ['bar'],
      [
        ['button', 'Session menu'],
        ['button', name],
      ],
    ] as const,
  ]),
  [
    'the side panel',
    open(view),
    ['bar', 'panel'],
    [
      ['button', 'Session menu'],
      ['button', 'Move to the side panel'],
    ],
    { sidePanel: true, onSidePanel },
  ],
  ['whose session it is', open(view), ['bar', 'panel'], [['button', 'Client M-17']]],
  [
    'the mode',
    open(view),
    ['bar', 'panel'],
    [
      ['button', 'Mode Client-led'],
      ['radio', 'Guided'],
    ],
  ],
  ['the safety card', open(view), ['bar', 'panel'], [['button', 'Safety card']]],
  [
    'a crisis',
    open(view),
    ['bar', 'panel'],
    [
      ['button', 'Safety card'],
      ['button', 'Safety first'],
    ],
  ],
  ['another leg', open(view), ['bar', 'panel'], [['button', 'Integration*']]],
  ['the row of the leg', open(view), ['bar'], [['button', 'Exploration*']]],
  ['the next prompt', open(view), ['bar', 'panel'], [['button', 'Next prompt']]],
  ['the previous prompt', open(view), ['bar', 'panel'], [['button', 'Previous prompt']]],
  ...(['Keep this prompt first in this leg', 'Favourite', 'Hide this prompt'] as const).map(
    (name) =>
      [
        name,
        open(view),
        ['bar', 'panel'],
        [
          ['button', 'More'],
          ['button', name],
        ],
      ] as const,
  ),
  ['a likely situation', open(view), ['bar', 'panel'], [['button', 'Tangent']]],
  [
    'another situation',
    open(view),
    ['bar', 'panel'],
    [
      ['button', 'More'],
      ['button', 'Silence'],
    ],
  ],
  ['the first ticks', inLeg('opening'), ['bar', 'panel'], [['checkbox', 'Confidentiality']]],
  ['how it was opened', inLeg('opening'), ['bar', 'panel'], [['button', 'What they want']]],
  ['a topic to take up', topics('agenda'), ['bar', 'panel'], [['button', 'Take this one']]],
  ['who raised a topic', topics('agenda'), ['panel'], [['radio', 'by the practitioner']]],
  ['who raised one in passing', topics('exploration'), ['panel'], [['radio', 'from the mandate']]],
  ['a silence', changed({ notes: [] }), ['bar', 'panel'], [['button', 'Silence']]],
  ['what was offered', changed({ notes: [] }), ['bar', 'panel'], [['button', 'What I offered']]],
  ['an idea', inLeg('planning'), ['bar', 'panel'], [['button', 'Offer an idea']]],
  ['a referral', inLeg('planning'), ['bar', 'panel'], [['button', 'Referral']]],
  ['two questions', inLeg('closing'), ['bar', 'panel'], [['button', 'Two questions about today']]],
  ['the words of a note', open(view), ['bar', 'panel'], [['textbox', 'Quick note']]],
  ['its compartment', open(view), ['bar', 'panel'], [['radio', 'Private']]],
  [
    'its kind',
    open(view),
    ['bar', 'panel'],
    [
      ['button', 'More kinds'],
      ['radio', 'Risk'],
    ],
  ],
  ['who said it', couple, ['bar', 'panel'], [['radio', 'A']]],
  ['the notes', open(view), ['bar'], [['button', '2 notes']]],
  [
    'the words of a note again',
    changed({ notes: [line()] }),
    ['bar'],
    [
      ['button', '1 note'],
      ['button', 'Edit note'],
    ],
  ],
  ['a note to edit', changed({ notes: [line()] }), ['panel'], [['button', 'Edit note']]],
  ['a note to delete', changed({ notes: [line()] }), ['panel'], [['button', 'Delete note']]],
  ['the way to unlock', locked, ['bar', 'panel'], [['button', 'Unlock in the desk']]],
  ['the end', open(view), ['bar', 'panel'], [['button', 'End session']]],
  ...(
    [
      'Location and privacy',
      'First session',
      'Correct the end',
      'Order of legs',
      'Interruptions',
      'Contact lost',
      'Safety override',
      'Open desk',
    ] as const
  ).map(
    (name) =>
      [
        name,
        open(view),
        ['bar', 'panel'],
        [
          ['button', 'Session menu'],
          ['button', name],
        ],
      ] as const,
  ),
  [
    'who led',
    open(view),
    ['bar', 'panel'],
    [
      ['button', 'Session menu'],
      ['radio', 'Shared'],
    ],
  ],
  [
    'how much is said',
    open(view),
    ['bar', 'panel'],
    [
      ['button', 'Session menu'],
      ['radio', 'Minimal'],
    ],
  ],
  [
    'no prompts',
    open(view),
    ['bar', 'panel'],
    [
      ['button', 'Session menu'],
      ['checkbox', 'Quiet: no prompts'],
    ],
  ],
  [
    'the lock',
    unlocked,
    ['bar', 'panel'],
    [
      ['button', 'Session menu'],
      ['button', 'Lock'],
    ],
  ],
  [
    'a share by hand',
    unguarded,
    ['bar', 'panel'],
    [
      ['button', 'Session menu'],
      ['button', 'I am about to share'],
    ],
  ],
  [
    'the start of a known client',
    open(null, { here: 'm' }),
    ['strip'],
    [['button', 'Start session']],
  ],
  ['the start', open(null), ['bar', 'panel'], [['button', 'Start session']]],
  ['another client', open(null), ['bar', 'panel'], [['radio', 'M-17']]],
  ['another length', open(null), ['bar', 'panel'], [['radio', '60 minutes']]],
  ['another end', open(null), ['bar', 'panel'], [['textbox', 'End time']]],
  [
    'the lock before a session',
    { ...open(null), lock: 'open' } as Snapshot,
    ['bar', 'panel'],
    [
      ['button', 'Menu'],
      ['button', 'Lock'],
    ],
  ],
  ['the end of a call', open(view), ['strip'], [['button', 'End session']], { call: OVER }],
  ['more time', ended, ['panel'], [['button', 'Not over yet']]],
  ['the desk after a session', ended, ['panel'], [['button', 'Open desk']]],
  ['the end of the summary', ended, ['panel'], [['button', 'Close summary']]],
  ['the panel after a mask', { masked: true }, ['bar', 'panel'], [['button', 'Show panel']]],
];

/** Whether the keyboard comes to it: in the order of Tab, or by an arrow of its group. */
const isReached = (element: Element) =>
  element instanceof HTMLElement &&
  element.tabIndex >= 0 &&
  !element.closest('[inert]') &&
  !element.matches(':disabled') &&
  element.checkVisibility({ visibilityProperty: true });

const named = ([role, name]: Step) =>
  name.endsWith('*')
    ? page.getByRole(role, { name: new RegExp(`^${name.slice(0, -1)}`) })
    : page.getByRole(role, { name, exact: true });

const CASES = PLACES.flatMap(([what, shown, shapes, steps, around = {}]) =>
  shapes.map((shape) => [what, shape, shown, steps, around] as const),
);

test.each(CASES)(
  '%s is at most two presses away in the %s, by keys alone',
  async (...[, shape, shown, steps, around]) => {
    expect(steps.length).toBeLessThanOrEqual(2);
    const [width, height] = SIZES[shape];
    await page.viewport(width, height);
    // As the host does it.
    let hosted: Promise<unknown> = Promise.resolve();
    onLayout.mockImplementation((message) => {
      if (message.type !== 'shape' || message.shape === 'dot') return;
      const [wide, high] = SIZES[message.shape];
      hosted = page
        .viewport(wide, high)
        .then(() => redraw(shown, { ...around, layout: { ...LAYOUT, shape: message.shape } }));
    });
    await draw(shown, { ...around, layout: { ...LAYOUT, shape } });
    for (const step of steps) {
      const control = named(step).first();
      await expect.poll(() => isReached(control.element())).toBe(true);
      const element = control.element() as HTMLInputElement;
      const heard = () =>
        send.mock.calls.length + onLayout.mock.calls.length + onSidePanel.mock.calls.length;
      const [before, told] = [document.body.innerHTML, heard()];
      element.focus();
      const [role] = step;
      await userEvent.keyboard(role === 'button' ? '{Enter}' : role === 'textbox' ? 'x' : ' ');
      await expect
        .poll(
          () =>
            heard() > told ||
            document.body.innerHTML !== before ||
            element.checked === true ||
            element.value.endsWith('x'),
        )
        .toBe(true);
      await hosted;
    }
  },
);
