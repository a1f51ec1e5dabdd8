import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Rehearsal } from '@/components/rehearsal/Rehearsal';
import { changed, NOW, view } from '../../fixtures/panel.tsx';
import { snapshotOf } from '../../fixtures/view.ts';
import { accessible, again, show } from '../show.tsx';

test('the steps tick themselves as the panel goes on, and it can be left at any point', async () => {
  const [onLeave, onOver] = [vi.fn(), vi.fn()];
  const at = (snapshot: Parameters<typeof Rehearsal>[0]['snapshot'], inBar = false) => (
    <Rehearsal
      snapshot={snapshot}
      inBar={inBar}
      help="desk.html#/help"
      onOver={onOver}
      onLeave={onLeave}
    />
  );
  await show(at(null), 'pages');
  await accessible();
  const steps = page.getByRole('listitem');
  const current = () => document.querySelector('[aria-current="step"]')?.textContent ?? '';
  expect(current()).toContain('it opens as a bar');
  again(at(snapshotOf(null), true));
  await expect.poll(current).toContain('Press Start session');
  const begun = changed({ notes: [], events: view.events.slice(0, 2) });
  again(at(begun, true));
  await expect.poll(current).toContain('Read the prompt aloud');
  again(at(begun));
  expect(steps.first().element().textContent).toMatch(/Done$/);
  again(at(changed({ promptSteps: { opening: 'x' } })));
  await expect.poll(current).toContain('yours alone');
  await accessible();
  await expect
    .element(page.getByRole('link', { name: 'Help' }))
    .toHaveAttribute('href', 'desk.html#/help');
  await userEvent.click(page.getByRole('button', { name: 'Leave the rehearsal' }));
  expect(onLeave).toHaveBeenCalledOnce();
  again(at({ masked: true }));
  const [first, ...others] = view.notes;
  if (!first) throw new Error('it has notes');
  const notes = [
    { ...first, kind: 'note' as const, text: 'for the record', compartment: 'record' as const },
    ...others.map((note) => ({ ...note, text: 'mine', compartment: 'private' as const })),
  ];
  again(at(changed({ notes, events: [...view.events, { type: 'ended', at: NOW }] })));
  expect(onOver).not.toHaveBeenCalled();
  again(at(snapshotOf(null)));
  await vi.waitFor(() =>
    expect(onOver).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ notes })),
  );
});
