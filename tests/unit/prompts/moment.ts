import {
  type Moment,
  NO_CHANGES,
  type OwnPrompt,
  type PersonalPrompts,
  promptsAt,
} from '@/lib/prompts';
import { LEGS } from '@/lib/session';

export const moment = (change: Partial<Moment> = {}): Moment => ({
  leg: 'agenda',
  mode: 'clientLed',
  profile: 'therapist',
  situation: null,
  minutesLeft: 40,
  minutesPlanned: 18,
  speakers: 1,
  unvisited: LEGS.slice(2),
  sessionsBefore: 2,
  first: false,
  review: null,
  phase: null,
  ...change,
});
export const ids = (change: Partial<Moment> = {}, personal: PersonalPrompts = NO_CHANGES) =>
  promptsAt(moment(change), personal).map(({ id }) => id);
export const done = (result: PersonalPrompts | string): PersonalPrompts => {
  if (typeof result === 'string') throw new Error(result);
  return result;
};
export const own = (change: Partial<OwnPrompt> = {}): OwnPrompt => ({
  id: 'own-1',
  text: 'What would your sister say?',
  legs: ['agenda'],
  situation: null,
  ...change,
});
