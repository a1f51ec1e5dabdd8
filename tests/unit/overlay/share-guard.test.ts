import { describe, expect, test } from 'vitest';
import { changed, drawn, firstState, type HostState } from '@/lib/overlay/host-state';
import { FIRST_PLACEMENT, PILL } from '@/lib/overlay/placement';
import {
  afterPanelState,
  afterSignal,
  type Guard,
  type GuardState,
  masksOn,
} from '@/lib/overlay/share-guard';
import type { Signal } from '@/lib/sensor';

const viewport = { width: 1_280, height: 800 };
const shown = changed(firstState(FIRST_PLACEMENT), { shown: true });
const after = (state: HostState, ...all: readonly ((so: GuardState) => Partial<GuardState>)[]) =>
  all.reduce<HostState>((so, values) => changed(so, values(so)), state);
const sensed = (signal: Signal) => (state: GuardState) => afterSignal(state, signal);
const stood =
  (masked: boolean, guard: Guard | null = null) =>
  (state: GuardState) =>
    afterPanelState(state, { masked, guard });

describe('the guard', () => {
  const SHARES: readonly Signal[] = ['share', 'sharesThisTab', 'sharesOtherTab', 'sharesMore'];
  test.each<[Guard, readonly Signal[]]>([
    ['always', SHARES],
    ['thisTab', ['sharesThisTab', 'sharesMore']],
    ['off', []],
  ])('"%s" masks on %j', (guard, masking) => {
    expect(SHARES.filter((signal) => masksOn(guard, signal))).toEqual(masking);
    for (const other of ['shareFailed', 'shareEnded', 'mediaLive'] as const)
      expect(masksOn(guard, other)).toBe(false);
  });

  test('hides the panel at a share until the panel says that it is masked', () => {
    const veiled = after(shown, sensed('share'));
    expect(drawn(veiled, viewport).frame.visibility).toBe('hidden');
    expect(drawn(veiled, viewport).host.width).toBe(`${PILL.width}px`);
    expect(drawn(after(veiled, stood(false)), viewport).frame.visibility).toBe('hidden');
    expect(drawn(after(veiled, stood(true)), viewport).frame.visibility).toBe('visible');
  });

  test('"thisTab" hides the panel until it is known what is shared', () => {
    const asked = after(shown, stood(false, 'thisTab'), sensed('share'));
    expect(asked.veil).toBe('untilKnown');
    expect(after(asked, sensed('sharesOtherTab')).veil).toBe('none');
    expect(after(asked, sensed('shareFailed')).veil).toBe('none');
    expect(after(asked, sensed('sharesThisTab')).veil).toBe('untilMasked');
    expect(after(asked, sensed('mediaLive')).veil).toBe('untilKnown');
  });

  test('of a masked panel stays what it was before', () => {
    expect(after(shown, stood(false, 'off'), stood(true, null)).guard).toBe('off');
  });

  test('hides no panel that is not in the page', () => {
    expect(after(firstState(FIRST_PLACEMENT), sensed('share')).veil).toBe('none');
  });
});

test('a share lasts until it has ended', () => {
  const sharing = after(shown, sensed('sharesOtherTab'), sensed('mediaLive'));
  expect(sharing.sharing).toBe('otherTab');
  expect(after(sharing, sensed('shareEnded')).sharing).toBeNull();
});

test.each(['sharesThisTab', 'sharesMore'] as const)(
  'the panel may be seen as long as one share is not of another tab: %s',
  (signal) => {
    const both = after(shown, sensed(signal), sensed('sharesOtherTab'));
    expect(both.sharing).toBe('more');
    expect(after(shown, sensed('sharesOtherTab'), sensed(signal)).sharing).toBe('more');
  },
);
