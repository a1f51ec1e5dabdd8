import { expect, test } from 'vitest';
import { forPractice, timeText } from '@/lib/text';
import { english } from '../../fixtures/english.ts';

test('a coach reads of coachees, and nobody else does', () => {
  const coach = forPractice(english, 'coach');
  expect(coach('client')).toBe('Coachee');
  expect(coach('placeholder_focus')).toBe("The focus, in the coachee's words");
  expect(coach.count('count_client', 3)).toBe('3 coachees');
  expect(coach.count('count_client', 1)).toBe('1 coachee');
  for (const profile of ['therapist', 'consultant', undefined] as const)
    expect(forPractice(english, profile)('client')).toBe('Client');
});

test('what is the same for a coach is said as to everybody', () => {
  const coach = forPractice(english, 'coach');
  expect(coach('leg_agenda')).toBe('Client Agenda');
  expect(coach('undo')).toBe('Undo');
  expect(coach.language).toBe('en');
  expect(coach.forCoach()('client')).toBe('Coachee');
});

test('a profile and hours go together', () => {
  const text = forPractice(english, 'coach', '12');
  expect(text('client')).toBe('Coachee');
  const at = new Date(2026, 10, 23, 14, 50).getTime();
  expect(timeText(at, text.locale)).toMatch(/^2:50/);
});
