import * as v from 'valibot';
import { LEGS, type LegId, type Mode, type Phase, type Profile } from '../session';

/** What the practitioner may notice. Each is one press. */
export const SITUATIONS = [
  'unsure',
  'silence',
  'severalTopics',
  'tooBroad',
  'tangent',
  'pattern',
  'feeling',
  'nothing',
  'guidance',
  'mandated',
  'scope',
  'disclosure',
] as const;
export type Situation = (typeof SITUATIONS)[number];
export const situationShape = v.picklist(SITUATIONS);

/** A prompt's data. Its words are in the locale files under `prompt_<id>`. */
export interface Prompt {
  readonly id: string;
  readonly legs: readonly LegId[];
  /**
   * `plain`: no situation is pressed. `first`: the client's first session. `review`: after some
   * sessions, or where a review that was arranged is due.
   */
  readonly when: readonly (Situation | 'plain' | 'first' | 'review')[];
  /** The modes it is for. By default, every mode but crisis. */
  readonly modes?: readonly Mode[];
  /** The profiles it is for. By default, all. */
  readonly profiles?: readonly Profile[];
  /** Offered while at least this many minutes are left. */
  readonly minLeft?: number;
  /**
   * Offered, before others, once at most this many minutes are left. `planned`: as many as are
   * planned for Integration, Planning and Closing.
   */
  readonly maxLeft?: number | 'planned';
  /** Before all that nobody has chosen once the session is past its end; `only` not until then. */
  readonly over?: 'only' | 'first';
  /** Offered while this leg has not been visited. */
  readonly unvisited?: LegId;
  /** Offered to clients with at least this many earlier sessions. */
  readonly sessions?: number;
  /** Offered where at least this many people speak. */
  readonly speakers?: number;
  /** In a client's first session, it is offered before others. */
  readonly firstSession?: true;
  /** Offered while the work with a client is in one of these phases. */
  readonly phases?: readonly Phase[];
}

/** All prompts, in the order in which they are offered. */
export const CATALOGUE = [
  { id: 'opening_arriving', legs: ['opening'], when: ['plain'] },
  { id: 'opening_space', legs: ['opening'], when: ['plain', 'tangent'] },
  { id: 'opening_since', legs: ['opening'], when: ['plain'], sessions: 1 },
  { id: 'opening_until', legs: ['opening'], when: ['plain'] },
  { id: 'opening_private', legs: ['opening'], when: ['plain'] },
  { id: 'opening_where', legs: ['opening'], when: ['plain'] },
  { id: 'opening_video', legs: ['opening'], when: ['plain'] },
  { id: 'opening_notes', legs: ['opening'], when: ['plain'] },
  {
    id: 'opening_limits',
    legs: ['opening'],
    when: ['plain'],
    profiles: ['therapist'],
  },
  {
    id: 'opening_confidential',
    legs: ['opening'],
    when: ['plain'],
    profiles: ['coach', 'consultant'],
  },
  { id: 'opening_tried', legs: ['opening'], when: ['plain'], sessions: 1 },
  { id: 'opening_here', legs: ['opening'], when: ['plain'] },
  {
    id: 'opening_brought',
    legs: ['opening'],
    when: ['plain'],
    profiles: ['coach', 'consultant'],
  },
  { id: 'opening_energy', legs: ['opening'], when: ['plain'], profiles: ['coach'] },
  {
    id: 'opening_changed',
    legs: ['opening'],
    when: ['plain'],
    profiles: ['consultant'],
    sessions: 1,
  },
  {
    id: 'opening_lead',
    legs: ['opening'],
    when: ['plain'],
    modes: ['clientLed'],
  },
  {
    id: 'opening_checkin',
    legs: ['opening'],
    when: ['plain'],
    modes: ['practitionerLed', 'guided'],
  },
  {
    id: 'opening_questions_first',
    legs: ['opening'],
    when: ['first'],
    modes: ['practitionerLed'],
  },
  { id: 'opening_first_way', legs: ['opening'], when: ['first'] },
  {
    id: 'opening_first_hope',
    legs: ['opening', 'agenda'],
    when: ['first'],
    profiles: ['therapist'],
  },
  {
    id: 'opening_first_aim',
    legs: ['opening', 'agenda'],
    when: ['first'],
    profiles: ['coach', 'consultant'],
  },
  {
    id: 'agenda_offer',
    legs: ['opening', 'agenda'],
    when: ['guidance'],
    modes: ['guided', 'practitionerLed', 'clientLed'],
  },
  {
    id: 'opening_prefer',
    legs: ['opening'],
    when: ['guidance', 'first'],
  },
  {
    id: 'opening_last_weeks',
    legs: ['opening', 'agenda'],
    when: ['unsure'],
    sessions: 1,
  },
  {
    id: 'opening_body',
    legs: ['opening', 'agenda'],
    when: ['unsure'],
    profiles: ['therapist'],
  },
  { id: 'opening_small', legs: ['opening', 'agenda'], when: ['unsure', 'nothing'] },
  { id: 'opening_three', legs: ['opening', 'agenda'], when: ['unsure'] },
  { id: 'opening_week', legs: ['opening', 'agenda'], when: ['nothing'] },
  {
    id: 'opening_nothing_itself',
    legs: ['opening', 'agenda', 'exploration'],
    when: ['nothing'],
    profiles: ['therapist'],
  },
  {
    id: 'opening_nothing_use',
    legs: ['opening', 'agenda', 'exploration'],
    when: ['nothing'],
    profiles: ['coach', 'consultant'],
  },
  {
    id: 'opening_more_structure',
    legs: ['opening', 'agenda'],
    when: ['nothing', 'guidance'],
    modes: ['guided', 'practitionerLed'],
  },
  { id: 'opening_avoid', legs: ['opening', 'agenda'], when: ['nothing'] },
  { id: 'opening_mandate', legs: ['opening', 'agenda'], when: ['mandated'] },
  {
    id: 'opening_mandate_feel',
    legs: ['opening', 'agenda', 'exploration'],
    when: ['mandated'],
  },
  {
    id: 'opening_mandate_own',
    legs: ['opening', 'agenda', 'integration'],
    when: ['mandated'],
  },
  { id: 'opening_mandate_done', legs: ['agenda', 'planning'], when: ['mandated'] },
  {
    id: 'opening_mandate_report',
    legs: ['opening', 'closing'],
    when: ['mandated'],
    firstSession: true,
  },
  { id: 'agenda_useful', legs: ['agenda'], when: ['plain'] },
  { id: 'agenda_begin', legs: ['agenda'], when: ['plain'] },
  { id: 'agenda_get', legs: ['agenda'], when: ['plain'] },
  { id: 'agenda_feel', legs: ['agenda'], when: ['plain'] },
  { id: 'agenda_success', legs: ['agenda'], when: ['plain'] },
  {
    id: 'agenda_good_time',
    legs: ['agenda'],
    when: ['plain'],
    profiles: ['coach', 'consultant'],
  },
  { id: 'agenda_matter', legs: ['agenda'], when: ['plain'] },
  { id: 'agenda_kind', legs: ['agenda'], when: ['plain'] },
  { id: 'agenda_from_me', legs: ['agenda'], when: ['plain'] },
  { id: 'agenda_measure', legs: ['agenda'], when: ['plain'], profiles: ['coach'] },
  {
    id: 'agenda_decide',
    legs: ['agenda'],
    when: ['plain'],
    profiles: ['consultant'],
  },
  {
    id: 'agenda_who_asks',
    legs: ['agenda'],
    when: ['plain'],
    profiles: ['coach', 'consultant'],
  },
  {
    id: 'agenda_each',
    legs: ['agenda'],
    when: ['plain', 'severalTopics'],
    speakers: 2,
  },
  {
    id: 'agenda_together',
    legs: ['agenda'],
    when: ['plain'],
    modes: ['practitionerLed', 'guided'],
  },
  {
    id: 'agenda_history',
    legs: ['agenda', 'exploration'],
    when: ['plain', 'first'],
    modes: ['practitionerLed'],
    profiles: ['therapist'],
  },
  {
    id: 'agenda_background',
    legs: ['agenda', 'exploration'],
    when: ['plain', 'first'],
    modes: ['practitionerLed'],
    profiles: ['coach', 'consultant'],
  },
  {
    id: 'agenda_pressing',
    legs: ['agenda'],
    when: ['severalTopics'],
    minLeft: 15,
  },
  { id: 'agenda_park', legs: ['agenda', 'exploration'], when: ['severalTopics'] },
  { id: 'agenda_thread', legs: ['agenda', 'exploration'], when: ['severalTopics'] },
  { id: 'agenda_cost', legs: ['agenda'], when: ['severalTopics'] },
  { id: 'agenda_half', legs: ['agenda'], when: ['severalTopics'], minLeft: 15 },
  { id: 'agenda_exactly', legs: ['agenda', 'exploration'], when: ['tooBroad'], minLeft: 15 },
  { id: 'agenda_corner', legs: ['agenda', 'exploration'], when: ['tooBroad'] },
  { id: 'agenda_example', legs: ['agenda', 'exploration'], when: ['tooBroad'] },
  {
    id: 'agenda_one_step',
    legs: ['agenda', 'planning'],
    when: ['tooBroad'],
    profiles: ['coach', 'consultant'],
  },
  {
    id: 'agenda_word',
    legs: ['agenda', 'exploration'],
    when: ['tooBroad'],
  },
  { id: 'agenda_scale', legs: ['agenda'], when: ['guidance'] },
  { id: 'exploration_more', legs: ['exploration'], when: ['plain'] },
  { id: 'exploration_matters', legs: ['exploration'], when: ['plain'] },
  { id: 'exploration_say_more', legs: ['exploration'], when: ['plain'] },
  { id: 'exploration_image', legs: ['exploration'], when: ['plain'] },
  { id: 'exploration_other_side', legs: ['exploration'], when: ['plain'] },
  {
    id: 'exploration_known',
    legs: ['exploration'],
    when: ['plain'],
    profiles: ['therapist'],
  },
  {
    id: 'exploration_want',
    legs: ['exploration'],
    when: ['plain'],
    profiles: ['coach'],
  },
  {
    id: 'exploration_assume',
    legs: ['exploration'],
    when: ['plain'],
    profiles: ['coach', 'consultant'],
  },
  {
    id: 'exploration_facts',
    legs: ['exploration'],
    when: ['plain'],
    profiles: ['consultant'],
  },
  {
    id: 'exploration_stakes',
    legs: ['exploration'],
    when: ['plain'],
    profiles: ['consultant'],
  },
  { id: 'exploration_exception', legs: ['exploration'], when: ['plain'] },
  { id: 'exploration_own_help', legs: ['exploration'], when: ['plain'] },
  {
    id: 'exploration_pause',
    legs: ['exploration'],
    when: ['plain'],
    maxLeft: 'planned',
  },
  {
    id: 'exploration_adds_up',
    legs: ['exploration'],
    when: ['plain'],
    maxLeft: 'planned',
    unvisited: 'integration',
  },
  {
    id: 'exploration_each',
    legs: ['exploration'],
    when: ['plain'],
    speakers: 2,
  },
  {
    id: 'exploration_ladder',
    legs: ['exploration'],
    when: ['plain'],
    modes: ['practitionerLed', 'guided'],
  },
  {
    id: 'exploration_teach',
    legs: ['exploration'],
    when: ['plain', 'guidance'],
    modes: ['practitionerLed', 'guided'],
  },
  { id: 'exploration_now', legs: ['exploration'], when: ['feeling', 'plain'] },
  {
    id: 'exploration_where_felt',
    legs: ['exploration'],
    when: ['feeling'],
    profiles: ['therapist'],
  },
  {
    id: 'exploration_slow',
    legs: ['exploration', 'integration'],
    when: ['feeling'],
    minLeft: 10,
  },
  {
    id: 'exploration_feeling_needs',
    legs: ['exploration', 'integration'],
    when: ['feeling'],
  },
  {
    id: 'exploration_enough',
    legs: ['exploration', 'integration'],
    when: ['feeling'],
    maxLeft: 12,
  },
  {
    id: 'exploration_feeling_tells',
    legs: ['exploration'],
    when: ['feeling'],
    profiles: ['coach', 'consultant'],
  },
  { id: 'exploration_moved', legs: ['exploration', 'integration', 'planning'], when: ['tangent'] },
  {
    id: 'exploration_here_or_there',
    legs: ['exploration', 'integration', 'planning'],
    when: ['tangent'],
  },
  {
    id: 'exploration_new_focus',
    legs: ['exploration', 'agenda'],
    when: ['tangent'],
  },
  {
    id: 'exploration_same_place',
    legs: ['exploration', 'integration'],
    when: ['pattern'],
    sessions: 3,
  },
  {
    id: 'exploration_again',
    legs: ['exploration', 'integration'],
    when: ['pattern'],
  },
  {
    id: 'exploration_tentative',
    legs: ['exploration', 'integration'],
    when: ['pattern'],
  },
  {
    id: 'exploration_pattern_yours',
    legs: ['exploration', 'integration'],
    when: ['pattern'],
  },
  {
    id: 'exploration_pattern_serve',
    legs: ['exploration', 'integration'],
    when: ['pattern'],
    profiles: ['therapist'],
  },
  {
    id: 'exploration_pattern_cost',
    legs: ['exploration', 'integration'],
    when: ['pattern'],
    profiles: ['coach', 'consultant'],
  },
  { id: 'exploration_earlier', legs: ['exploration'], when: ['pattern', 'plain'] },
  {
    id: 'exploration_wait',
    legs: ['opening', 'agenda', 'exploration', 'integration', 'planning'],
    when: ['silence'],
  },
  {
    id: 'exploration_inside',
    legs: ['exploration', 'integration'],
    when: ['silence'],
  },
  {
    id: 'exploration_leave',
    legs: ['opening', 'agenda', 'exploration'],
    when: ['silence'],
  },
  {
    id: 'exploration_first_thought',
    legs: ['opening', 'agenda', 'exploration', 'integration'],
    when: ['unsure'],
  },
  {
    id: 'exploration_guess',
    legs: ['exploration', 'integration'],
    when: ['unsure'],
  },
  {
    id: 'exploration_friend',
    legs: ['exploration', 'integration'],
    when: ['unsure'],
  },
  {
    id: 'exploration_lead',
    legs: ['exploration', 'integration'],
    when: ['guidance'],
  },
  {
    id: 'exploration_advice',
    legs: ['exploration'],
    when: ['guidance'],
    profiles: ['coach', 'consultant'],
  },
  {
    id: 'exploration_sort',
    legs: ['exploration', 'integration'],
    when: ['severalTopics'],
  },
  {
    id: 'integration_stands_out',
    legs: ['integration'],
    when: ['plain'],
  },
  { id: 'integration_keep', legs: ['integration'], when: ['plain'], phases: ['late', 'ending'] },
  { id: 'integration_now', legs: ['integration'], when: ['nothing'] },
  { id: 'integration_meaning', legs: ['integration'], when: ['plain'] },
  { id: 'integration_takeaway', legs: ['integration'], when: ['plain'] },
  { id: 'integration_new', legs: ['integration'], when: ['plain'] },
  { id: 'integration_connect', legs: ['integration'], when: ['plain'] },
  { id: 'integration_focus', legs: ['integration'], when: ['plain'] },
  { id: 'integration_words', legs: ['integration'], when: ['plain', 'tooBroad'] },
  { id: 'integration_strength', legs: ['integration'], when: ['plain'] },
  {
    id: 'integration_earlier',
    legs: ['integration'],
    when: ['plain'],
    profiles: ['coach', 'consultant'],
  },
  {
    id: 'integration_self',
    legs: ['integration'],
    when: ['plain'],
    profiles: ['therapist'],
  },
  {
    id: 'integration_decision',
    legs: ['integration'],
    when: ['plain'],
    profiles: ['consultant'],
  },
  {
    id: 'integration_summary',
    legs: ['integration'],
    when: ['plain'],
    modes: ['practitionerLed', 'guided'],
  },
  {
    id: 'integration_back',
    legs: ['integration'],
    when: ['severalTopics'],
  },
  { id: 'integration_short', legs: ['integration'], when: ['plain'], maxLeft: 12 },
  { id: 'planning_differently', legs: ['planning'], when: ['plain'] },
  { id: 'planning_weeks', legs: ['planning'], when: ['plain'], phases: ['early'] },
  { id: 'planning_practise', legs: ['planning'], when: ['plain'], phases: ['middle'] },
  { id: 'planning_setback', legs: ['planning'], when: ['plain'], phases: ['late', 'ending'] },
  {
    id: 'planning_goodbye',
    legs: ['planning'],
    when: ['plain'],
    phases: ['ending'],
    minLeft: 15,
  },
  { id: 'planning_options', legs: ['planning'], when: ['plain', 'guidance'] },
  { id: 'planning_when', legs: ['planning'], when: ['plain'] },
  { id: 'planning_time', legs: ['planning'], when: ['plain'], maxLeft: 12 },
  { id: 'planning_way', legs: ['planning'], when: ['plain'] },
  { id: 'planning_ready', legs: ['planning'], when: ['plain'] },
  { id: 'planning_none', legs: ['planning'], when: ['plain', 'nothing'] },
  { id: 'planning_know', legs: ['planning'], when: ['plain'] },
  {
    id: 'planning_kind',
    legs: ['planning'],
    when: ['plain'],
    profiles: ['therapist'],
  },
  {
    id: 'planning_be',
    legs: ['planning'],
    when: ['plain'],
    profiles: ['coach', 'consultant'],
  },
  {
    id: 'planning_support',
    legs: ['planning'],
    when: ['plain'],
    profiles: ['consultant'],
  },
  { id: 'planning_open', legs: ['planning'], when: ['unsure'] },
  {
    id: 'planning_smallest',
    legs: ['planning'],
    when: ['tooBroad', 'unsure', 'plain'],
  },
  { id: 'planning_choose', legs: ['planning'], when: ['severalTopics'] },
  {
    id: 'planning_suggest',
    legs: ['planning'],
    when: ['plain'],
    modes: ['practitionerLed', 'guided'],
  },
  { id: 'planning_mandate', legs: ['planning'], when: ['mandated'] },
  {
    id: 'scope_other_help',
    legs: ['opening', 'agenda', 'exploration', 'integration', 'planning', 'closing'],
    when: ['scope'],
  },
  {
    id: 'scope_what_i_do',
    legs: ['opening', 'agenda', 'exploration', 'planning', 'closing'],
    when: ['scope'],
  },
  {
    id: 'scope_medical',
    legs: ['agenda', 'exploration', 'planning', 'closing'],
    when: ['scope'],
    profiles: ['therapist'],
  },
  {
    id: 'scope_specialist',
    legs: ['agenda', 'exploration', 'planning', 'closing'],
    when: ['scope'],
    profiles: ['coach', 'consultant'],
  },
  { id: 'scope_bridge', legs: ['planning', 'closing'], when: ['scope'] },
  { id: 'closing_words', legs: ['closing'], when: ['plain'] },
  { id: 'closing_fits', legs: ['closing'], when: ['plain'] },
  { id: 'closing_else', legs: ['closing'], when: ['plain'] },
  { id: 'closing_need', legs: ['closing'], when: ['plain', 'guidance'] },
  {
    id: 'closing_until',
    legs: ['closing'],
    when: ['plain', 'severalTopics', 'tangent', 'pattern'],
  },
  { id: 'closing_plan', legs: ['closing'], when: ['plain'] },
  { id: 'closing_today', legs: ['closing'], when: ['plain'] },
  { id: 'closing_thanks', legs: ['closing'], when: ['plain'], over: 'first' },
  { id: 'closing_feeling', legs: ['closing'], when: ['feeling'] },
  {
    id: 'closing_ground',
    legs: ['closing'],
    when: ['feeling', 'plain'],
    profiles: ['therapist'],
  },
  {
    id: 'closing_next_step',
    legs: ['closing'],
    when: ['plain'],
    profiles: ['coach', 'consultant'],
  },
  { id: 'closing_after', legs: ['closing'], when: ['feeling'] },
  {
    id: 'closing_tasks',
    legs: ['closing'],
    when: ['plain'],
    modes: ['practitionerLed', 'guided'],
  },
  // With two people there, one may be the danger.
  { id: 'closing_late_apart', legs: LEGS, when: ['disclosure'], speakers: 2 },
  { id: 'closing_late_safe', legs: LEGS, when: ['disclosure'] },
  { id: 'closing_late_after', legs: LEGS, when: ['disclosure'] },
  {
    id: 'closing_late_told',
    legs: ['opening', 'agenda', 'exploration'],
    when: ['disclosure'],
  },
  {
    id: 'closing_late',
    legs: ['closing', 'integration', 'planning'],
    when: ['disclosure'],
  },
  {
    id: 'closing_late_first',
    legs: ['closing', 'integration', 'planning'],
    when: ['disclosure'],
  },
  {
    id: 'closing_late_hold',
    legs: ['closing', 'integration', 'planning'],
    when: ['disclosure'],
  },
  {
    id: 'closing_over',
    legs: ['opening', 'agenda', 'exploration', 'integration', 'planning'],
    when: ['plain'],
    over: 'only',
  },
  { id: 'closing_unsure', legs: ['closing'], when: ['unsure', 'nothing', 'tooBroad'] },
  { id: 'closing_silence', legs: ['closing'], when: ['silence'] },
  {
    id: 'review_prefer',
    legs: ['opening', 'integration', 'closing'],
    when: ['review'],
  },
  {
    id: 'review_pace',
    legs: ['opening', 'integration', 'closing'],
    when: ['review'],
  },
  {
    id: 'review_with_me',
    legs: ['opening', 'integration', 'closing'],
    when: ['review'],
  },
  {
    id: 'review_changed',
    legs: ['opening', 'integration', 'closing'],
    when: ['review'],
    sessions: 2,
  },
  { id: 'crisis_where', legs: LEGS, when: ['plain'], modes: ['crisis'] },
  { id: 'crisis_call', legs: LEGS, when: ['plain'], modes: ['crisis'] },
  { id: 'crisis_apart', legs: LEGS, when: ['plain'], modes: ['crisis'], speakers: 2 },
  // Who can hear it is known before anybody is asked about danger.
  { id: 'crisis_with', legs: LEGS, when: ['plain'], modes: ['crisis'] },
  { id: 'crisis_danger', legs: LEGS, when: ['plain'], modes: ['crisis'] },
  { id: 'crisis_harm', legs: LEGS, when: ['plain'], modes: ['crisis'] },
  { id: 'crisis_others', legs: LEGS, when: ['plain'], modes: ['crisis'] },
  { id: 'crisis_now', legs: LEGS, when: ['plain'], modes: ['crisis'] },
  { id: 'crisis_who', legs: LEGS, when: ['plain'], modes: ['crisis'] },
  { id: 'crisis_stay', legs: LEGS, when: ['plain'], modes: ['crisis'] },
  { id: 'crisis_next', legs: LEGS, when: ['plain'], modes: ['crisis'] },
] as const satisfies readonly Prompt[];

export type PromptId = (typeof CATALOGUE)[number]['id'];
