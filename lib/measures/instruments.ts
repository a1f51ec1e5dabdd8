/** The measures that Perch brings along, word for word as their authors publish them. */
export const INSTRUMENTS = ['phq9', 'gad7', 'swls'] as const;
export type InstrumentId = (typeof INSTRUMENTS)[number];

/** Which way an instrument points: whether more is more trouble, or more of what is hoped for. */
export type Direction = 'moreIsWorse' | 'moreIsBetter';

/** The name of a range of totals. It describes answers; it is no diagnosis. */
export type BandId =
  | 'minimal'
  | 'mild'
  | 'moderate'
  | 'moderatelySevere'
  | 'severe'
  | 'extremelyDissatisfied'
  | 'dissatisfied'
  | 'slightlyDissatisfied'
  | 'neutral'
  | 'slightlySatisfied'
  | 'satisfied'
  | 'extremelySatisfied';

/** A range of totals, both ends included. */
export interface Band {
  readonly id: BandId;
  readonly from: number;
  readonly to: number;
}

/** One of the answers that an item can have, and what it counts. */
export interface AnswerOption {
  readonly value: number;
  readonly label: string;
}

/** A change that is more than the instrument's own error, and who published the value. */
export interface ReliableChange {
  readonly points: number;
  readonly source: string;
}

/** An instrument. Its words stand in the language that they were published in. */
export interface Instrument {
  readonly id: InstrumentId;
  readonly name: string;
  /** What it measures and where it is from, in the words of its field. */
  readonly title: string;
  /** Names this version of its words. Results keep it. */
  readonly version: string;
  /** BCP 47 tag of its words. */
  readonly language: string;
  /** What stands before all items; empty for none. */
  readonly stem: string;
  readonly items: readonly string[];
  /** From the lowest on. */
  readonly options: readonly AnswerOption[];
  /** A question after the items that counts for nothing; null for none. */
  readonly unscored: { readonly text: string; readonly options: readonly AnswerOption[] } | null;
  /** From the lowest total on, without gaps. */
  readonly bands: readonly Band[];
  readonly direction: Direction;
  /** Whether only therapists are offered it. */
  readonly clinical: boolean;
  /** The number of the item, counted from 0, that asks about self-harm; null for none. */
  readonly safetyItem: number | null;
  /** Null where no published value is known. */
  readonly reliableChange: ReliableChange | null;
  /** What its authors want to be shown with it. */
  readonly notice: string;
}

const HOW_OFTEN: readonly AnswerOption[] = [
  { value: 0, label: 'Not at all' },
  { value: 1, label: 'Several days' },
  { value: 2, label: 'More than half the days' },
  { value: 3, label: 'Nearly every day' },
];

const DIFFICULT: Instrument['unscored'] = {
  text: 'If you checked off any problems, how difficult have these problems made it for you to do your work, take care of things at home, or get along with other people?',
  options: [
    { value: 0, label: 'Not difficult at all' },
    { value: 1, label: 'Somewhat difficult' },
    { value: 2, label: 'Very difficult' },
    { value: 3, label: 'Extremely difficult' },
  ],
};

const PFIZER =
  'Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational grant from Pfizer Inc. No permission required to reproduce, translate, display or distribute.';

const NHS = 'NHS England, manual of NHS Talking Therapies';

/** All instruments by id. */
export const INSTRUMENT: Readonly<Record<InstrumentId, Instrument>> = {
  phq9: {
    id: 'phq9',
    name: 'PHQ-9',
    title: 'Patient Health Questionnaire',
    version: 'phq9-en-1',
    language: 'en',
    stem: 'Over the last 2 weeks, how often have you been bothered by any of the following problems?',
    items: [
      'Little interest or pleasure in doing things',
      'Feeling down, depressed, or hopeless',
      'Trouble falling or staying asleep, or sleeping too much',
      'Feeling tired or having little energy',
      'Poor appetite or overeating',
      'Feeling bad about yourself — or that you are a failure or have let yourself or your family down',
      'Trouble concentrating on things, such as reading the newspaper or watching television',
      'Moving or speaking so slowly that other people could have noticed? Or the opposite — being so fidgety or restless that you have been moving around a lot more than usual',
      'Thoughts that you would be better off dead or of hurting yourself in some way',
    ],
    options: HOW_OFTEN,
    unscored: DIFFICULT,
    bands: [
      { id: 'minimal', from: 0, to: 4 },
      { id: 'mild', from: 5, to: 9 },
      { id: 'moderate', from: 10, to: 14 },
      { id: 'moderatelySevere', from: 15, to: 19 },
      { id: 'severe', from: 20, to: 27 },
    ],
    direction: 'moreIsWorse',
    clinical: true,
    safetyItem: 8,
    reliableChange: { points: 6, source: NHS },
    notice: PFIZER,
  },
  gad7: {
    id: 'gad7',
    name: 'GAD-7',
    title: 'Generalised Anxiety Disorder scale',
    version: 'gad7-en-1',
    language: 'en',
    stem: 'Over the last 2 weeks, how often have you been bothered by the following problems?',
    items: [
      'Feeling nervous, anxious or on edge',
      'Not being able to stop or control worrying',
      'Worrying too much about different things',
      'Trouble relaxing',
      'Being so restless that it is hard to sit still',
      'Becoming easily annoyed or irritable',
      'Feeling afraid as if something awful might happen',
    ],
    options: HOW_OFTEN,
    unscored: DIFFICULT,
    bands: [
      { id: 'minimal', from: 0, to: 4 },
      { id: 'mild', from: 5, to: 9 },
      { id: 'moderate', from: 10, to: 14 },
      { id: 'severe', from: 15, to: 21 },
    ],
    direction: 'moreIsWorse',
    clinical: true,
    safetyItem: null,
    reliableChange: { points: 4, source: NHS },
    notice: PFIZER,
  },
  swls: {
    id: 'swls',
    name: 'SWLS',
    title: 'Satisfaction With Life Scale',
    version: 'swls-en-1',
    language: 'en',
    stem: '',
    items: [
      'In most ways my life is close to my ideal.',
      'The conditions of my life are excellent.',
      'I am satisfied with my life.',
      'So far I have gotten the important things I want in life.',
      'If I could live my life over, I would change almost nothing.',
    ],
    options: [
      { value: 1, label: 'Strongly disagree' },
      { value: 2, label: 'Disagree' },
      { value: 3, label: 'Slightly disagree' },
      { value: 4, label: 'Neither agree nor disagree' },
      { value: 5, label: 'Slightly agree' },
      { value: 6, label: 'Agree' },
      { value: 7, label: 'Strongly agree' },
    ],
    unscored: null,
    bands: [
      { id: 'extremelyDissatisfied', from: 5, to: 9 },
      { id: 'dissatisfied', from: 10, to: 14 },
      { id: 'slightlyDissatisfied', from: 15, to: 19 },
      { id: 'neutral', from: 20, to: 20 },
      { id: 'slightlySatisfied', from: 21, to: 25 },
      { id: 'satisfied', from: 26, to: 30 },
      { id: 'extremelySatisfied', from: 31, to: 35 },
    ],
    direction: 'moreIsBetter',
    clinical: false,
    safetyItem: null,
    reliableChange: null,
    notice:
      'Ed Diener, Robert A. Emmons, Randy J. Larsen and Sharon Griffin, Journal of Personality Assessment, 1985. Free to use without permission by researchers and practitioners who credit the authors.',
  },
};

export const instrumentCalled = (id: string): Instrument | null =>
  INSTRUMENTS.some((known) => known === id) ? INSTRUMENT[id as InstrumentId] : null;
