import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { SessionView } from '@/lib/messaging';
import type { LegId } from '@/lib/session';
import { inLeg, open } from '../../fixtures/panel.tsx';
import { draw, panelForEachTest, press, redraw, send } from '../draw-panel.tsx';
import { accessible } from '../show.tsx';

panelForEachTest();

type Work = NonNullable<NonNullable<SessionView['client']>['work']>;

/** A leg of a session with a client whose work is arranged like this. */
function working(leg: LegId, change: Partial<Work>) {
  const shown = inLeg(leg);
  if (shown.masked || !shown.session?.client) throw new Error('no client');
  const none = { phase: null, method: null, prescribed: false, review: null };
  const work: Work = { ...none, ...change };
  return open({ ...shown.session, client: { ...shown.session.client, work } });
}
const namesIn = (role: 'group', name: string, inner: 'button' | 'checkbox') =>
  page
    .getByRole(role, { name })
    .getByRole(inner)
    .elements()
    .map((one) => one.textContent);

test('measures that are due stand in Opening alone, with the way to them', async () => {
  const due = (leg: LegId, names: readonly string[]) => {
    const shown = inLeg(leg);
    if (shown.masked || !shown.session?.client) throw new Error('no client');
    return open({ ...shown.session, client: { ...shown.session.client, due: names } });
  };
  await draw(due('opening', ['GAD-7', 'Sleep']));
  await expect.element(page.getByText('Due: GAD-7 and Sleep')).toBeVisible();
  await accessible();
  await press('button', 'Open measures in the desk');
  expect(send).toHaveBeenLastCalledWith({ type: 'openDesk', page: 'measures' });
  redraw(due('opening', []));
  await expect.element(page.getByText(/^Due/)).not.toBeInTheDocument();
  redraw(due('agenda', ['GAD-7']));
  await expect.element(page.getByText(/^Due/)).not.toBeInTheDocument();
});

describe('how the work with a client is arranged', () => {
  test('psychodynamic work notes associations first', async () => {
    await draw(working('exploration', { method: 'psychodynamic' }));
    expect(namesIn('group', 'Noticed', 'button')[0]).toBe('Association');
    await draw(working('exploration', { method: 'cbt' }));
    expect(namesIn('group', 'Noticed', 'button')[0]).toBe('Emotion');
  });

  test.each([
    ['cbt', 'Write down a thought, and a kinder one beside it'],
    ['psychodynamic', 'Write a letter that is not sent'],
    ['humanistic', 'Ask for help with one thing'],
    ['family', 'Talk to somebody about it'],
    [null, 'Write a few lines each evening'],
  ] as const)('ideas for a plan begin with what suits the method: %s', async (method, first) => {
    await draw(working('planning', { method }));
    await press('button', 'Offer an idea');
    const ideas = page.getByRole('region', { name: 'Offer an idea' }).getByRole('button');
    await expect.element(ideas.nth(1)).toHaveTextContent(first);
    expect(ideas.elements()).toHaveLength(13);
  });

  test('the exercises of one’s own are ideas, too, and are noted by their names', async () => {
    const exercises = [{ id: 'e', name: 'The empty chair', instructions: 'Sit down in it.' }];
    const shown = inLeg('planning');
    if (shown.masked || !shown.session) throw new Error('no session');
    await draw(open(shown.session, {}, { exercises }));
    await press('button', 'Offer an idea');
    await press('button', 'The empty chair');
    expect(send).toHaveBeenLastCalledWith(
      expect.objectContaining({ type: 'addNote', kind: 'plan', text: 'The empty chair' }),
    );
  });

  test('a part that the method prescribes is named in Exploration, and nowhere else', async () => {
    const said = page.getByText("Your method's part comes here.", { exact: false });
    await draw(working('exploration', { prescribed: true }));
    await expect.element(said).toBeVisible();
    await accessible();
    await draw(working('planning', { prescribed: true }));
    await expect.element(said).not.toBeInTheDocument();
    await draw(working('exploration', {}));
    await expect.element(said).not.toBeInTheDocument();
  });

  test('Closing says goodbye where the work ends', async () => {
    const goodbye = page.getByRole('checkbox', { name: 'Goodbye' });
    await draw(working('closing', { phase: 'ending' }));
    await expect.element(goodbye).toBeVisible();
    await expect
      .element(page.getByRole('checkbox', { name: 'What helps if it gets hard again' }))
      .toBeVisible();
    await draw(working('closing', { phase: 'late' }));
    await expect.element(goodbye).not.toBeInTheDocument();
  });
});
