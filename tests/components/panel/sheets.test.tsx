import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Snapshot } from '@/lib/messaging';
import { shiftedFor } from '@/lib/session';
import {
  after,
  changed,
  inLeg,
  line,
  NOW,
  open,
  plan,
  START,
  view,
} from '../../fixtures/panel.tsx';
import { draw, panelForEachTest, press, recorded, redraw, send } from '../draw-panel.tsx';
import { accessible, button } from '../show.tsx';

panelForEachTest();

describe('during a session', () => {
  test('the kind of work is toggled, and moves minutes only when that is pressed', async () => {
    await draw(inLeg('agenda'));
    await press('radio', 'For outside');
    expect(recorded()).toEqual([{ type: 'workChosen', work: 'outside' }]);
    redraw(
      after(
        { type: 'legEntered', at: NOW, leg: 'agenda' },
        { type: 'workChosen', at: NOW, work: 'outside' },
      ),
    );
    await expect.element(page.getByText(/Give Planning 2 minutes more/)).toBeInTheDocument();
    await press('button', 'Move them');
    expect(recorded().at(-1)).toEqual({
      type: 'budgetsShifted',
      budgets: shiftedFor('outside', plan.budgets),
    });
  });

  test('with a mandate, Opening asks whether the client knows what is reported', async () => {
    const shown = inLeg('opening');
    if (shown.masked || !shown.session?.client) throw new Error('no client');
    const { session } = shown;
    await draw(shown);
    const tick = page.getByRole('checkbox', { name: 'What is reported, and what stays here' });
    await expect.element(page.getByRole('checkbox', { name: 'Note-taking' })).toBeVisible();
    await expect.element(tick).not.toBeInTheDocument();
    redraw(open({ ...session, client: { ...shown.session.client, mandate: 'the court' } }));
    await userEvent.click(tick);
    expect(recorded()).toEqual([{ type: 'ticked', tick: 'reported', on: true }]);
    await accessible();
  });

  test('an intake asks for history, challenges and goals', async () => {
    const intake = { ...plan, preset: 'intake', mode: 'practitionerLed' } as const;
    await draw(changed({ plan: intake }));
    await press('radio', 'History');
    await expect
      .element(page.getByRole('textbox', { name: 'Quick note' }))
      .toHaveAttribute('placeholder', 'What came before, in short');
    await accessible();
    await draw(open(view));
    await expect.element(page.getByRole('radio', { name: 'History' })).not.toBeInTheDocument();
  });

  test('topics are parked or taken', async () => {
    const shown = inLeg('agenda');
    if (shown.masked || !shown.session) throw new Error('no session');
    const notes = [
      line({ id: 't', kind: 'topic', topic: 'open', raisedBy: 'mandate', text: 'the move' }),
    ];
    await draw({ ...shown, session: { ...shown.session, notes } });
    await press('button', 'Next time');
    expect(send).toHaveBeenLastCalledWith({ type: 'markTopic', noteId: 't', topic: 'nextTime' });
    await userEvent.fill(page.getByRole('textbox', { name: 'Quick note' }), 'half typed');
    await press('button', 'Take this one');
    await expect.element(page.getByRole('textbox', { name: 'Quick note' })).toHaveValue('the move');
    // The half typed words are saved as the note that they were, not as the focus.
    expect(send).toHaveBeenCalledWith(
      expect.objectContaining({ type: 'addNote', kind: 'note', text: 'half typed' }),
    );
    await userEvent.keyboard('{Enter}');
    await expect
      .poll(() => send.mock.lastCall?.[0])
      .toEqual(
        expect.objectContaining({
          type: 'addNote',
          kind: 'focus',
          text: 'the move',
          raisedBy: 'mandate',
        }),
      );
    await expect.element(page.getByRole('radio', { name: 'Note', exact: true })).toBeChecked();
  });

  test('who raised what was noted last is one press, on the agenda and where it came up', async () => {
    for (const leg of ['agenda', 'exploration'] as const) {
      const shown = inLeg(leg);
      if (shown.masked || !shown.session) throw new Error('no session');
      const notes = [
        line({ id: 'f', leg: 'agenda', kind: 'focus', raisedBy: 'client', text: 'saying no' }),
        line({ id: 't', leg, kind: 'topic', topic: 'open', raisedBy: 'client', text: 'the move' }),
      ];
      await draw({ ...shown, session: { ...shown.session, notes } });
      const by = page.getByRole('radiogroup', { name: 'Who raised it: the move' });
      await expect.element(by.getByRole('radio', { name: 'by the client' })).toBeChecked();
      await userEvent.click(by.getByRole('radio', { name: 'by the practitioner' }));
      expect(send).toHaveBeenLastCalledWith({
        type: 'markRaised',
        noteId: 't',
        by: 'practitioner',
      });
      await accessible();
    }
  });

  test('who raised what came before is one control, by the client at first', async () => {
    const shown = inLeg('agenda');
    if (shown.masked || !shown.session) throw new Error('no session');
    const notes = [
      line({ id: 't', kind: 'topic', topic: 'open', raisedBy: 'client', text: 'the move' }),
      line({ id: 'f', kind: 'focus', raisedBy: 'practitioner', text: 'saying no' }),
      line({ id: 'l', kind: 'topic', topic: 'open', raisedBy: 'client', text: 'the cat' }),
    ];
    await draw({ ...shown, session: { ...shown.session, notes } });
    const by = (of: string) => page.getByRole('combobox', { name: `Who raised it: ${of}` });
    await expect.element(by('the move')).toHaveValue('client');
    await expect.element(by('saying no')).toHaveValue('practitioner');
    await userEvent.selectOptions(by('the move'), 'from the mandate');
    expect(send).toHaveBeenLastCalledWith({ type: 'markRaised', noteId: 't', by: 'mandate' });
    await accessible();
  });

  test('a coach is asked for outcome, importance and evidence in the agenda; nobody else is', async () => {
    const shown = inLeg('agenda');
    if (shown.masked || !shown.session) throw new Error('no session');
    const { session } = shown;
    const coach = open(session, {}, { profile: 'coach' });
    await draw(coach);
    await press('button', 'Ask why it matters');
    await expect.element(page.getByRole('radio', { name: 'Why it matters' })).toBeChecked();
    await accessible();
    const told = [line({ id: 'e', kind: 'evidence', text: 'I have called her' })];
    redraw(open({ ...session, notes: told }, {}, { profile: 'coach' }));
    await expect
      .element(page.getByText('How we will know I have called her', { exact: false }).first())
      .toBeVisible();
    redraw(open(session));
    await expect
      .element(page.getByRole('button', { name: 'Ask why it matters' }))
      .not.toBeInTheDocument();
  });

  test('what the last session left is offered in Opening and Agenda, and one press makes it a topic', async () => {
    const carried = [
      { noteId: 'a', kind: 'topic', text: 'the move', raisedBy: 'mandate' },
      { noteId: 'b', kind: 'plan', text: 'write each evening', raisedBy: null },
    ] as const;
    const client = view.client && { ...view.client, carried };
    for (const leg of ['opening', 'agenda'] as const) {
      const shown = inLeg(leg);
      if (shown.masked || !shown.session) throw new Error('no session');
      const session = { ...shown.session, client };
      await draw(open(session));
      const left = page.getByRole('list', { name: 'From last time' }).getByRole('listitem');
      expect(left.elements().map(({ textContent }) => textContent)).toEqual([
        'Kept from last time the move Take up',
        'Plan from last time write each evening Take up',
      ]);
      await accessible();
      await press('button', 'Take up: the move');
      expect(send).toHaveBeenLastCalledWith(
        expect.objectContaining({
          type: 'addNote',
          kind: 'topic',
          text: 'the move',
          raisedBy: 'mandate',
          typed: false,
        }),
      );
      redraw(
        open({ ...session, notes: [line({ kind: 'topic', topic: 'open', text: 'the move' })] }),
      );
      await expect
        .element(left)
        .toHaveTextContent('Plan from last time write each evening Take up');
      redraw(open({ ...session }, {}, { guidance: 'minimal' }));
      await expect
        .element(page.getByRole('list', { name: 'From last time' }))
        .not.toBeInTheDocument();
    }
  });

  test("the client's takeaway comes before the practitioner's observation", async () => {
    await draw(inLeg('integration'));
    await expect.element(page.getByText("after the client's own")).toBeInTheDocument();
    const shown = inLeg('integration');
    if (shown.masked || !shown.session) throw new Error('no session');
    const notes = [line({ kind: 'takeaway', text: 'mine' })];
    redraw({ ...shown, session: { ...shown.session, notes } });
    await press('button', 'Note yours, as a question');
    await expect.element(page.getByRole('radio', { name: 'Observation' })).toBeChecked();
  });

  test('a plan has what, when, how we will know, and who chose it', async () => {
    const plan = { when: '', know: '', chosen: false };
    const shown = inLeg('planning');
    if (shown.masked || !shown.session) throw new Error('no session');
    const notes = [line({ id: 'p', kind: 'plan', text: 'journal', plan })];
    await draw({ ...shown, session: { ...shown.session, notes } });
    await press('checkbox', 'Chosen');
    expect(send).toHaveBeenLastCalledWith({
      type: 'choosePlan',
      noteId: 'p',
      chosen: true,
    });
    await press('button', 'Edit note');
    await userEvent.fill(page.getByRole('textbox', { name: 'When' }), 'Monday');
    await accessible();
    await userEvent.fill(page.getByRole('textbox', { name: 'How we will know' }), 'I sleep');
    expect(send).toHaveBeenLastCalledWith({
      type: 'draftEdit',
      noteId: 'p',
      base: 'journal',
      text: 'journal',
      plan: { when: 'Monday', know: 'I sleep', chosen: false },
    });
    await userEvent.keyboard('{Enter}');
    expect(send).toHaveBeenCalledWith({
      type: 'editNote',
      noteId: 'p',
      base: 'journal',
      otherId: 'new',
      text: 'journal',
      plan: { when: 'Monday', know: 'I sleep', chosen: false },
    });
  });

  test('what is noticed or offered is a note in one press, and typing is for later', async () => {
    await draw(open(view));
    await accessible();
    await press('button', 'Shift');
    expect(send).toHaveBeenLastCalledWith({
      type: 'addNote',
      noteId: 'new',
      text: 'Shift',
      kind: 'observed',
      compartment: 'record',
      speaker: '',
      typed: false,
      at: NOW,
    });
    await press('button', 'Quote');
    await expect.element(page.getByRole('radio', { name: 'Client said' })).toBeChecked();
    await expect.element(page.getByRole('textbox', { name: 'Quick note' })).toHaveFocus();
    await press('button', 'What I offered');
    await accessible();
    await press('button', 'Breathing');
    expect(send).toHaveBeenLastCalledWith(
      expect.objectContaining({ type: 'addNote', text: 'Breathing', kind: 'offered' }),
    );
    await expect.element(page.getByRole('list', { name: 'Legs' })).toBeVisible();
  });

  test('a note of one press goes where notes of its kind went last', async () => {
    await draw(open(view, {}, { compartments: { observed: 'private' } }));
    await press('button', 'Metaphor');
    expect(send).toHaveBeenLastCalledWith(
      expect.objectContaining({ text: 'Metaphor', kind: 'observed', compartment: 'private' }),
    );
  });

  test('a silence is noted in one press, and its length in a second one', async () => {
    await draw(open(view));
    await press('button', 'Silence');
    expect(send).toHaveBeenLastCalledWith(
      expect.objectContaining({ type: 'addNote', text: 'Silence', kind: 'observed' }),
    );
    const began = NOW - START - 40_000;
    const silent = line({ id: 's', kind: 'observed', text: 'Silence', intoMs: began });
    redraw(changed({ notes: [...view.notes, silent] }));
    await expect.element(button('Silence')).toHaveAttribute('aria-pressed', 'true');
    await accessible();
    await press('button', 'Silence');
    expect(send).toHaveBeenLastCalledWith({
      type: 'editNote',
      noteId: 's',
      base: 'Silence',
      otherId: 'new',
      text: 'Silence, 0:40',
      plan: null,
    });
    // A press by mistake leaves nothing.
    const slip = line({ id: 's', kind: 'observed', text: 'Silence', intoMs: NOW - START - 2_000 });
    redraw(changed({ notes: [...view.notes, slip] }));
    await press('button', 'Silence');
    expect(send).toHaveBeenLastCalledWith({ type: 'deleteNote', noteId: 's' });
    // What was noted after it was not silent.
    redraw(changed({ notes: [...view.notes, silent, line({ id: 't' })] }));
    await expect.element(button('Silence')).toHaveAttribute('aria-pressed', 'false');
  });

  test('a pattern between two people is marked after both were noted', async () => {
    const said = (id: string, speaker: string) => line({ id, speaker, text: `${id} says` });
    await draw(changed({ notes: [said('x', 'A')] }));
    await expect.element(page.getByText(/^Pattern/)).not.toBeInTheDocument();
    redraw(changed({ notes: [said('x', 'A'), said('y', 'B')] }));
    await press('button', 'Pattern: A, then B');
    expect(send).toHaveBeenLastCalledWith(
      expect.objectContaining({ text: 'Pattern: A, then B', kind: 'observed' }),
    );
    const marked = line({ id: 'z', kind: 'observed', text: 'Pattern: A, then B' });
    redraw(changed({ notes: [said('x', 'A'), said('y', 'B'), marked] }));
    await expect.element(button('Pattern: A, then B')).toHaveAttribute('aria-pressed', 'true');
    send.mockClear();
    await press('button', 'Pattern: A, then B');
    expect(send).not.toHaveBeenCalled();
    redraw(changed({ notes: [said('x', 'B'), said('y', 'B')] }));
    await expect.element(page.getByText(/^Pattern/)).not.toBeInTheDocument();
    // Who is in a private note stays there.
    const apart = { ...said('y', 'A'), compartment: 'private' as const };
    redraw(changed({ notes: [said('x', 'B'), apart] }));
    await expect.element(page.getByText(/^Pattern/)).not.toBeInTheDocument();
  });

  test('a theme of an earlier session is linked in one press, and a new one is typed', async () => {
    const snapshot = inLeg('integration');
    if (snapshot.masked || !snapshot.session?.client) throw new Error('masked');
    const client = { ...snapshot.session.client, themes: ['saying no', 'sleep'] };
    const theme = line({ id: 't', kind: 'theme', text: 'sleep' });
    await draw({ ...snapshot, session: { ...snapshot.session, client, notes: [theme] } });
    await expect.element(button('sleep')).toHaveAttribute('aria-pressed', 'true');
    await press('button', 'sleep');
    expect(send).not.toHaveBeenCalled();
    await accessible();
    await press('button', 'saying no');
    expect(send).toHaveBeenLastCalledWith(
      expect.objectContaining({ type: 'addNote', text: 'saying no', kind: 'theme' }),
    );
    await press('button', 'A new theme');
    await expect.element(page.getByRole('radio', { name: 'Theme' })).toBeChecked();
  });

  test('a referral is a plan, and one that was agreed is chosen', async () => {
    await draw(inLeg('planning'));
    await press('button', 'Referral');
    await accessible();
    await press('button', 'Agreed: Support group');
    await expect
      .poll(() => send.mock.calls.slice(-2).map(([command]) => command))
      .toEqual([
        expect.objectContaining({ kind: 'plan', text: 'Referral agreed: Support group' }),
        { type: 'choosePlan', noteId: 'new', chosen: true },
      ]);
    await expect.element(page.getByRole('list', { name: 'Legs' })).toBeVisible();
    await press('button', 'Referral');
    await press('button', 'Talked about: Doctor');
    expect(send).toHaveBeenLastCalledWith(
      expect.objectContaining({ kind: 'plan', text: 'Referral talked about: Doctor' }),
    );
  });

  test('the first session asks for the scope, and each for consent until it is on file', async () => {
    const opening = inLeg('opening');
    if (opening.masked || !opening.session?.client) throw new Error('masked');
    const { session } = opening;
    const of = (change: object) => ({
      ...opening,
      session: { ...session, client: session.client && { ...session.client, ...change } },
    });
    const [scope, consent] = [/^What this work is/, 'Agreed to meet by video'];
    await draw(of({ sessionsBefore: 0 }));
    await expect.element(page.getByRole('checkbox', { name: scope })).toBeVisible();
    await press('checkbox', 'Agreed to meet by video');
    expect(recorded()).toEqual([{ type: 'ticked', tick: 'consent', on: true }]);
    redraw(of({ firstSteps: { consent: NOW } }));
    await expect.element(page.getByRole('checkbox', { name: scope })).not.toBeInTheDocument();
    await expect.element(page.getByRole('checkbox', { name: consent })).not.toBeInTheDocument();
  });

  test('a press that could not be noted is told, and the page stays', async () => {
    await draw(open(view));
    await press('button', 'What I offered');
    send.mockResolvedValue({ ok: false, problem: 'storageFull' });
    await press('button', 'Imagery');
    await expect.element(page.getByRole('alert')).toBeVisible();
    await expect.element(page.getByRole('heading', { name: 'What I offered' })).toBeVisible();
  });

  test('none of it is there with Minimal', async () => {
    await draw(open(view, {}, { guidance: 'minimal' }));
    await expect.element(page.getByRole('timer')).toBeVisible();
    await expect.element(page.getByRole('group', { name: 'Noticed' })).not.toBeInTheDocument();
  });

  test('a coach with Minimal is asked for no outcome, in the session or after it', async () => {
    const withCoach = (shown: Snapshot, guidance: 'standard' | 'minimal'): Snapshot => {
      if (shown.masked || !shown.session) throw new Error('nothing is shown');
      const settings = { ...shown.practice.settings, profile: 'coach' as const, guidance };
      const session = { ...shown.session, client: null };
      return { ...shown, session, practice: { ...shown.practice, settings } };
    };
    const ended = after({ type: 'ended', at: NOW });
    const asked = () => page.getByText(/outcome/i).elements().length;
    await draw(withCoach(inLeg('agenda'), 'standard'));
    await expect.poll(asked).toBeGreaterThan(0);
    redraw(withCoach(inLeg('agenda'), 'minimal'));
    await expect.poll(asked).toBe(0);
    redraw(withCoach(ended, 'standard'));
    await expect.poll(asked).toBeGreaterThan(0);
    redraw(withCoach(ended, 'minimal'));
    await expect.poll(asked).toBe(0);
  });

  test('how somebody opened is noted in one press, and not with Minimal', async () => {
    await draw(inLeg('opening'));
    await press('button', 'What they want');
    expect(send).toHaveBeenLastCalledWith(
      expect.objectContaining({ type: 'addNote', text: 'What they want', kind: 'said' }),
    );
    const opening = inLeg('opening');
    if (opening.masked) throw new Error('masked');
    redraw(open(opening.session, {}, { guidance: 'minimal' }));
    await expect.element(page.getByRole('group', { name: 'Opened with' })).not.toBeInTheDocument();
  });

  test('two questions about today can be asked in Closing, where there is a client', async () => {
    await draw(inLeg('closing'));
    await press('button', 'Two questions about today');
    const keep = page.getByRole('button', { name: 'Save what they said' });
    await expect.element(keep).toBeDisabled();
    await accessible();
    const mattered = page.getByRole('radiogroup', { name: /about what matters most/ });
    await userEvent.click(mattered.getByRole('radio', { name: '8', exact: true }));
    await userEvent.fill(
      page.getByRole('textbox', { name: 'Anything else, in their words' }),
      'more silence',
    );
    expect(send).toHaveBeenLastCalledWith({
      type: 'draftField',
      field: 'feedback',
      text: 'more silence',
    });
    send.mockResolvedValueOnce({ ok: false, problem: 'storageFull' });
    await userEvent.click(keep);
    await expect.element(mattered.getByRole('radio', { name: '8', exact: true })).toBeChecked();
    // After the session, there is a way back to what isn't saved yet.
    redraw(after({ type: 'legEntered', at: NOW - 2, leg: 'closing' }, { type: 'ended', at: NOW }));
    await press('button', 'Two questions about today: not saved yet');
    await expect.element(mattered.getByRole('radio', { name: '8', exact: true })).toBeChecked();
    await userEvent.click(keep);
    expect(send).toHaveBeenLastCalledWith({
      type: 'feedback',
      id: 'new',
      mattered: 8,
      lead: null,
      words: 'more silence',
    });
    await expect.element(page.getByRole('heading', { name: 'Session summary' })).toBeVisible();
    expect(page.getByText('not saved yet').elements()).toEqual([]);
    const closing = inLeg('closing');
    if (closing.masked || !closing.session) throw new Error('masked');
    await draw({ ...closing, session: { ...closing.session, client: null } });
    expect(page.getByRole('button', { name: 'Two questions about today' }).elements()).toEqual([]);
  });

  test('a grounding exercise is offered in Closing once that is wanted', async () => {
    const closing = inLeg('closing');
    await draw(closing);
    await expect.element(page.getByRole('button', { name: 'Grounding' })).not.toBeInTheDocument();
    if (closing.masked) throw new Error('masked');
    const { practice } = closing;
    redraw({
      ...closing,
      practice: { ...practice, settings: { ...practice.settings, grounding: true } },
    });
    await press('button', 'Grounding');
    await expect.element(page.getByRole('heading', { name: 'Grounding' })).toHaveFocus();
    expect(page.getByRole('listitem').elements()).toHaveLength(5);
    await accessible();
  });
});
