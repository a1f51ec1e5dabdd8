import { expect, test } from 'vitest';
import { LEGS } from '@/lib/session';
import { changed, inLeg, open, view } from '../../fixtures/panel.tsx';
import { draw, panelForEachTest, press } from '../draw-panel.tsx';

panelForEachTest();

/** Names that every profile has: a leg, and a way of working. */
const NAMES = /Client Agenda|client-led/gi;

/** Everything here that people read or hear. */
function said(): string {
  const heard = [...document.querySelectorAll('[aria-label], [placeholder], [title]')].flatMap(
    (one) => ['aria-label', 'placeholder', 'title'].map((name) => one.getAttribute(name) ?? ''),
  );
  return [document.body.textContent, ...heard].join('\n').replaceAll(NAMES, '');
}

test.each(LEGS)('a coach reads of a coachee, not of a client, in %s', async (leg) => {
  const shown = inLeg(leg);
  if (shown.masked || !shown.session) throw new Error('no session');
  await draw(open(shown.session));
  expect(said()).toMatch(/client/i);
  await draw(open(shown.session, {}, { profile: 'coach' }));
  expect(said()).not.toMatch(/client/i);
  expect(said()).toMatch(/coachee/i);
});

test('a coach starts a session with a coachee, and ends it with what belongs to one', async () => {
  await draw(open(null, {}, { profile: 'coach' }));
  await expect.poll(said).toMatch(/coachee/i);
  expect(said()).not.toMatch(/client/i);
  await draw(open(changedTo(), {}, { profile: 'coach' }));
  await press('button', 'More');
  expect(said()).not.toMatch(/client/i);
});

const changedTo = () => {
  const shown = changed({ situation: 'pattern' });
  return shown.masked || !shown.session ? view : shown.session;
};
