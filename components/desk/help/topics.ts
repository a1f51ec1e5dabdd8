import type { MessageKey, Text } from '@/lib/text';

/** A part of a topic: words, a list of them, a question with its answer, a table, or a session. */
export type HelpPart =
  | { readonly what: 'words'; readonly key: MessageKey }
  | { readonly what: 'list'; readonly keys: readonly MessageKey[] }
  | { readonly what: 'named'; readonly rows: readonly (readonly [MessageKey, MessageKey])[] }
  | { readonly what: 'example' }
  | { readonly what: 'question'; readonly question: MessageKey; readonly answer: MessageKey }
  | {
      readonly what: 'table';
      readonly head: readonly MessageKey[];
      readonly rows: readonly (readonly MessageKey[])[];
    };

export interface HelpTopic {
  readonly id: HelpTopicId;
  readonly title: MessageKey;
  readonly parts: readonly HelpPart[];
  /** Other words that somebody may look for it by. */
  readonly also?: MessageKey;
}

/** The topics in their groups, in the order of the page. */
export const HELP_GROUPS = [
  { title: 'help_groupThinks', topics: ['thinks', 'leads', 'end', 'once', 'fit'] },
  {
    title: 'help_groupDesk',
    topics: ['day', 'client', 'outputs', 'card', 'measures', 'goals', 'find', 'over', 'paper'],
  },
  { title: 'help_groupData', topics: ['data', 'keeping', 'calls', 'limits', 'set'] },
  { title: 'help_groupMore', topics: ['ways', 'questions', 'words', 'keys'] },
] as const satisfies readonly { readonly title: MessageKey; readonly topics: readonly string[] }[];
export type HelpTopicId = (typeof HELP_GROUPS)[number]['topics'][number];

/** All topics, in the order of the page. */
export const HELP_TOPICS: readonly HelpTopicId[] = HELP_GROUPS.flatMap(({ topics }) => topics);

const words = (key: MessageKey): HelpPart => ({ what: 'words', key });
const question = (question: MessageKey, answer: MessageKey): HelpPart => ({
  what: 'question',
  question,
  answer,
});

const TOPICS: readonly HelpTopic[] = [
  {
    id: 'thinks',
    title: 'help_thinks',
    parts: [
      words('help_thinks_1'),
      { what: 'example' },
      words('help_thinks_2'),
      {
        what: 'named',
        rows: [
          ['leg_opening', 'help_leg_opening'],
          ['leg_agenda', 'help_leg_agenda'],
          ['leg_exploration', 'help_leg_exploration'],
          ['leg_integration', 'help_leg_integration'],
          ['leg_planning', 'help_leg_planning'],
          ['leg_closing', 'help_leg_closing'],
        ],
      },
    ],
  },
  {
    id: 'leads',
    title: 'help_leads',
    parts: [
      words('help_leads_1'),
      words('help_leads_2'),
      {
        what: 'table',
        head: ['help_directive', 'help_clientLed'],
        rows: [
          ['help_who', 'help_whoDirective', 'help_whoLed'],
          ['help_role', 'help_roleDirective', 'help_roleLed'],
          ['help_pace', 'help_paceDirective', 'help_paceLed'],
          ['help_meaning', 'help_meaningDirective', 'help_meaningLed'],
        ],
      },
      words('help_leads_3'),
    ],
  },
  { id: 'end', title: 'help_end', parts: [words('help_end_1'), words('help_end_2')] },
  { id: 'once', title: 'help_once', parts: [words('help_once_1'), words('help_once_2')] },
  {
    id: 'outputs',
    also: 'help_also_outputs',
    title: 'help_outputs',
    parts: [
      {
        what: 'named',
        rows: [
          ['output_record', 'help_output_record'],
          ['output_private', 'help_output_private'],
          ['output_client', 'help_output_client'],
        ],
      },
    ],
  },
  {
    id: 'day',
    also: 'help_also_day',
    title: 'help_day',
    parts: [words('help_day_1'), words('help_day_2')],
  },
  {
    id: 'client',
    also: 'help_also_client',
    title: 'help_client',
    parts: [words('help_client_1'), words('help_client_2'), words('help_client_3')],
  },
  {
    id: 'card',
    also: 'help_also_card',
    title: 'help_card',
    parts: [words('help_card_1'), words('help_card_2')],
  },
  {
    id: 'measures',
    also: 'help_also_measures',
    title: 'help_measures',
    parts: [
      words('help_measures_1'),
      words('help_measures_2'),
      words('help_measures_3'),
      words('help_measures_4'),
      words('help_measures_5'),
      words('help_measures_6'),
    ],
  },
  { id: 'goals', title: 'help_goals', parts: [words('help_goals_1'), words('help_goals_2')] },
  {
    id: 'find',
    also: 'help_also_find',
    title: 'help_finding',
    parts: [words('help_finding_1'), words('help_finding_2')],
  },
  { id: 'over', title: 'help_over', parts: [words('help_over_1'), words('help_over_2')] },
  {
    id: 'paper',
    also: 'help_also_paper',
    title: 'help_byHand',
    parts: [words('help_byHand_1'), words('help_byHand_2')],
  },
  {
    id: 'limits',
    also: 'help_also_limits',
    title: 'help_limits',
    parts: [
      {
        what: 'list',
        keys: [
          'help_limit_hide',
          'help_limit_lost',
          'help_limit_judge',
          'help_limit_replace',
          'help_limit_evidence',
        ],
      },
    ],
  },
  {
    id: 'calls',
    also: 'help_also_calls',
    title: 'help_calls',
    parts: [words('help_calls_1'), words('help_calls_2')],
  },
  {
    id: 'data',
    also: 'help_also_data',
    title: 'help_data',
    parts: [
      words('help_data_1'),
      words('help_data_2'),
      words('help_data_3'),
      words('help_data_removed'),
    ],
  },
  {
    id: 'keeping',
    also: 'help_also_keeping',
    title: 'help_keeping',
    parts: [words('help_keeping_1'), words('help_keeping_2')],
  },
  { id: 'set', title: 'help_set', parts: [words('help_set_1'), words('help_set_2')] },
  {
    id: 'ways',
    title: 'help_ways',
    parts: [
      words('help_ways_1'),
      {
        what: 'table',
        head: ['help_paper', 'help_files', 'help_software', 'extension_name'],
        rows: [
          ['help_cost', 'help_costPaper', 'help_costFiles', 'help_costSoftware', 'help_costPerch'],
          ['help_find', 'help_findPaper', 'help_findFiles', 'help_findSoftware', 'help_findPerch'],
          [
            'help_shape',
            'help_shapePaper',
            'help_shapeFiles',
            'help_shapeSoftware',
            'help_shapePerch',
          ],
          ['help_hold', 'help_holdPaper', 'help_holdFiles', 'help_holdSoftware', 'help_holdPerch'],
          ['help_loss', 'help_lossPaper', 'help_lossFiles', 'help_lossSoftware', 'help_lossPerch'],
          ['help_bill', 'help_billPaper', 'help_billFiles', 'help_billSoftware', 'help_billPerch'],
          [
            'help_learn',
            'help_learnPaper',
            'help_learnFiles',
            'help_learnSoftware',
            'help_learnPerch',
          ],
          ['help_read', 'help_readPaper', 'help_readFiles', 'help_readSoftware', 'help_readPerch'],
          [
            'help_formats',
            'help_formatsPaper',
            'help_formatsFiles',
            'help_formatsSoftware',
            'help_formatsPerch',
          ],
          ['help_look', 'help_lookPaper', 'help_lookFiles', 'help_lookSoftware', 'help_lookPerch'],
          [
            'help_handOn',
            'help_handOnPaper',
            'help_handOnFiles',
            'help_handOnSoftware',
            'help_handOnPerch',
          ],
          [
            'help_forWhom',
            'help_forWhomPaper',
            'help_forWhomFiles',
            'help_forWhomSoftware',
            'help_forWhomPerch',
          ],
        ],
      },
    ],
  },
  {
    id: 'questions',
    title: 'help_questions',
    parts: [
      question('help_ask_nothing', 'help_answer_nothing'),
      question('help_ask_paper', 'help_answer_paper'),
      question('help_ask_mandate', 'help_answer_mandate'),
      question('help_ask_evidence', 'help_answer_evidence'),
      question('help_ask_always', 'help_answer_always'),
      question('help_ask_meander', 'help_answer_meander'),
      question('help_ask_trust', 'help_answer_trust'),
      question('help_ask_issue', 'help_answer_issue'),
      question('help_ask_modality', 'help_answer_modality'),
      question('help_ask_length', 'help_answer_length'),
      question('help_ask_couples', 'help_answer_couples'),
      question('help_ask_coach', 'help_answer_coach'),
      question('help_ask_alliance', 'help_answer_alliance'),
      question('help_ask_confidential', 'help_answer_confidential'),
      question('help_ask_self', 'help_answer_self'),
    ],
  },
  {
    id: 'fit',
    title: 'help_fit',
    parts: [
      words('help_fit_1'),
      {
        what: 'list',
        keys: [
          'help_fit_ready',
          'help_fit_type',
          'help_fit_modality',
          'help_fit_own',
          'help_fit_asked',
        ],
      },
      words('help_fit_2'),
    ],
  },
  {
    id: 'words',
    title: 'help_words',
    parts: [
      words('help_words_1'),
      { what: 'list', keys: ['help_words_a', 'help_words_b', 'help_words_c'] },
      words('help_words_2'),
    ],
  },
  {
    id: 'keys',
    title: 'help_keys',
    parts: [
      {
        what: 'named',
        rows: [
          ['goTo_key', 'help_key_goTo'],
          ['help_key_arrows', 'help_key_arrowsDo'],
          ['help_key_digits', 'help_key_digitsDo'],
          ['help_key_save', 'help_key_saveDo'],
        ],
      },
      words('help_keys_1'),
    ],
  },
];

/** The help, in the order of the page. */
export const HELP: readonly HelpTopic[] = TOPICS.toSorted(
  (one, other) => HELP_TOPICS.indexOf(one.id) - HELP_TOPICS.indexOf(other.id),
);

/** All that a part says, for searching. */
export const saidIn = (part: HelpPart, text: Text): string => {
  const keys: readonly MessageKey[] =
    part.what === 'example'
      ? []
      : part.what === 'words'
        ? [part.key]
        : part.what === 'list'
          ? part.keys
          : part.what === 'named'
            ? part.rows.flat()
            : part.what === 'question'
              ? [part.question, part.answer]
              : [...part.head, ...part.rows.flat()];
  return keys.map((key) => text(key)).join('\n');
};
