import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { promptSlots } from '@/components/panel/session/prompt-slots';
import { fillPrompt } from '@/lib/prompts';
import { timeline } from '@/lib/session';
import { english } from '../../fixtures/english.ts';
import { changed, clockAt, events, NOW, open, plan, START, view } from '../../fixtures/panel.tsx';
import { begun, planAt } from '../../fixtures/session.ts';
import { draw, panelForEachTest, press, recorded, redraw, send } from '../draw-panel.tsx';

panelForEachTest();

describe('during a session', () => {
  test('situations, steps and kept prompts', async () => {
    await draw(open(view));
    await press('button', 'Tangent');
    expect(send).toHaveBeenLastCalledWith({ type: 'situation', situation: 'tangent' });
    redraw(changed({ situation: 'tangent' }));
    await press('button', 'Tangent');
    expect(send).toHaveBeenLastCalledWith({ type: 'situation', situation: null });
    await press('button', 'More');
    const all = page.getByRole('group', { name: 'What is going on' }).getByRole('button');
    expect(all.elements()).toHaveLength(12);
    await press('button', 'Next prompt');
    expect(send).toHaveBeenLastCalledWith({
      type: 'stepPrompt',
      leg: 'exploration',
      situation: 'tangent',
      prompt: 'exploration_here_or_there',
    });
    await press('button', 'More');
    await press('button', 'Hide this prompt');
    expect(send).toHaveBeenLastCalledWith({
      type: 'keepPrompt',
      as: 'hidden',
      on: true,
      prompt: 'exploration_moved',
      leg: 'exploration',
    });
    await press('radio', 'New focus');
    expect(recorded()).toEqual([{ type: 'tangentNamed', choice: 'newFocus' }]);
    await expect.element(page.getByRole('radio', { name: 'Focus' })).toBeChecked();
  });

  test('a tangent can be named without prompts too', async () => {
    await draw(open(view, {}, { quiet: true }));
    await press('button', 'Tangent');
    expect(send).toHaveBeenLastCalledWith({ type: 'situation', situation: 'tangent' });
    redraw(open({ ...view, situation: 'tangent' }, {}, { quiet: true }));
    await press('radio', 'Connected');
    expect(recorded()).toEqual([{ type: 'tangentNamed', choice: 'connected' }]);
  });

  test('a prompt says why it is there, and speaks of the time of day and of what was noted', async () => {
    await draw(open(view), { clock: clockAt(START + 35 * 60_000) });
    await press('button', 'More');
    await expect
      .element(page.getByText('Exploration, 15 minutes left, Integration not visited yet'))
      .toBeInTheDocument();
    for (const [hour, words] of [
      [9, 'this morning'],
      [14, 'this afternoon'],
      [19, 'this evening'],
    ] as const) {
      const startedAt = new Date(2026, 10, 23, hour).getTime();
      const session = timeline(planAt(startedAt), begun(startedAt), startedAt);
      expect(promptSlots(view, session, english)['time of day']).toBe(words);
    }
    const begunAt = new Date(2026, 10, 23, 11, 30).getTime();
    const later = timeline(planAt(begunAt), begun(begunAt), begunAt + 40 * 60_000);
    expect(promptSlots(view, later, english)['time of day'], 'what it is now').toBe(
      'this afternoon',
    );
    const session = timeline(plan, events, NOW);
    expect(promptSlots(view, session, english)).toMatchObject({
      focus: 'saying no at work without guilt',
      takeaway: '',
      'minutes left': '30 minutes',
    });
  });

  test('a theme that keeps coming back is named, where there is one', () => {
    const session = timeline(plan, events, NOW);
    const words = (frequent: string) =>
      fillPrompt(
        english('prompt_exploration_same_place'),
        promptSlots(
          { ...view, client: view.client && { ...view.client, frequent } },
          session,
          english,
        ),
      );
    expect(words('sleep')).toBe(
      'For some sessions now, we’ve come back to “sleep”. What do you make of that?'.replace(
        '’',
        "'",
      ),
    );
    expect(words('')).toBe(
      'I notice we keep coming back to the same place. What do you make of that?',
    );
  });

  test.each([
    ['your voice got softer', 'your voice got softer'],
    ['That you smiled', 'That you smiled'],
    ['cl. seems flat, ?avoiding', ''],
    ['youngest child came up again', ''],
  ])('an observation is said only if it speaks to the client: %s', (noted, said) => {
    const session = timeline(plan, events, NOW);
    const [note] = view.notes;
    if (!note) throw new Error('no note');
    const observed = {
      ...note,
      kind: 'observation' as const,
      compartment: 'record' as const,
      intoMs: session.elapsedMs - 60_000,
      text: noted,
    };
    expect(promptSlots({ ...view, notes: [observed] }, session, english).observation).toBe(said);
  });

  test.each([
    ['overwhelmed by it', 1, 'You said “overwhelmed by it”. What does that mean to you?'],
    ['overwhelmed by it', 4, 'That word you just used: what does it mean to you?'],
    ['w'.repeat(61), 1, 'That word you just used: what does it mean to you?'],
  ])(
    'what the client said is quoted for three minutes, if it is short: %s, %d',
    (said, ago, is) => {
      const session = timeline(plan, events, NOW);
      const [note] = view.notes;
      if (!note) throw new Error('no note');
      const intoMs = session.elapsedMs - ago * 60_000;
      const quoted = {
        ...note,
        kind: 'said' as const,
        compartment: 'record' as const,
        leg: 'agenda' as const,
        speaker: '',
        intoMs,
        text: said,
      };
      const slots = (change: Partial<typeof note>) =>
        promptSlots({ ...view, notes: [{ ...quoted, ...change }] }, session, english);
      expect(fillPrompt(english('prompt_agenda_word'), slots({}))).toBe(is);
      expect(slots({ compartment: 'private' }).said).toBe('');
      // Of two clients, one is not told what the other said; how it was opened is in Perch's words.
      expect(slots({ speaker: 'K' }).said).toBe('');
      expect(slots({ leg: 'opening' }).said).toBe('');
    },
  );

  test.each([
    ['client', 'the report'],
    [null, 'the report'],
    ['practitioner', ''],
    ['mandate', ''],
  ] as const)(
    'a focus and a topic are quoted as the client’s if they are: %s',
    (raisedBy, said) => {
      const session = timeline(plan, events, NOW);
      const [note] = view.notes;
      if (!note) throw new Error('no note');
      const of = (kind: 'focus' | 'topic', intoMs: number) => ({
        ...note,
        id: kind,
        kind,
        intoMs,
        raisedBy,
        topic: kind === 'topic' ? ('open' as const) : null,
        text: 'the report',
      });
      const earlier = { ...of('focus', 0), id: 'e', raisedBy: 'client' as const, text: 'the move' };
      const notes = [earlier, of('focus', 1_000), of('topic', 2_000)];
      expect(promptSlots({ ...view, notes }, session, english)).toMatchObject({
        focus: said,
        topic: said,
        'current topic': said,
      });
    },
  );

  test('silence is a still dot until somebody asks for words', async () => {
    await draw(changed({ situation: 'silence' }));
    expect(page.getByRole('region', { name: 'Prompt' }).element().textContent).toContain(
      'Quiet. There is nothing to say now.',
    );
    redraw(
      changed({ situation: 'silence', promptSteps: { 'exploration/silence': 'exploration_wait' } }),
    );
    expect(page.getByRole('region', { name: 'Prompt' }).element().textContent).not.toContain(
      'Quiet.',
    );
  });
});
