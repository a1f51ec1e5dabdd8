import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Library, LibraryParts } from '@/lib/desk';
import { resultText, safetyText } from '@/lib/documents';
import { type Instrument, safetyAnswer, scoreOf } from '@/lib/measures';
import type { Problem } from '@/lib/messaging';
import type { Kind, Note } from '@/lib/notes';
import { ENTERED_BY, type MeasureResult, NO_MEASURES, resultsOf } from '@/lib/papers';
import { type Card, type Client, remembered } from '@/lib/practice';
import { problemText } from '@/lib/problems';
import { dayText } from '@/lib/text';
import { useClock } from '../../shared/clock';
import { Choices } from '../../shared/controls/Choices';
import { Icon } from '../../shared/controls/Icon';
import { Notice } from '../../shared/controls/Notice';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { askAddress, clientAddress } from '../address';
import type { ChangePaper } from '../clients/ClientPage';
import { dayIn } from '../day-in';
import { useHeldOr, useSavedFrom } from '../unsaved';
import { type ReadPaper, usePaper } from '../use-paper';
import { useSessionCard } from '../use-session-card';
import {
  type Entry,
  entryName,
  isAnswered,
  isOfAnotherDay,
  newEntry,
  resultOf,
  useEntry,
  withAnswer,
} from './entry';
import { type Said, useGoesTo } from './goes-to';
import { MeasureItems, Question } from './MeasureItems';
import { NineCard } from './NineCard';
import { personIn, WhoAnswers } from './who-answers';

/** Results before this one that are shown beside it. */
const MOST_BEFORE = 4;

export interface MeasurePageProps {
  client: Client;
  instrument: Instrument;
  library: Library;
  readPaper: ReadPaper;
  /** Reads what was said in a session for the client's card. */
  readCard: LibraryParts['readCard'];
  onPaper: ChangePaper;
  /** Adds notes to a session's record. Resolves with null, or with why they couldn't be saved. */
  onNotes(sessionId: string, notes: readonly Note[]): Promise<Problem | null>;
  newId(): string;
  /** Called once the result is saved. */
  onDone(): void;
}

/**
 * An instrument that is filled in with a client: read out, shown, or judged by the practitioner.
 * There is no total before every item is answered, and an answer about self-harm comes first.
 */
export function MeasurePage(props: MeasurePageProps) {
  const { client, instrument, library, readCard, newId } = props;
  const text = useText();
  const clock = useClock();
  const [kept, setEntry, begin] = useEntry(client.id, instrument);
  const entry = useHeldOr(kept, () => newEntry(newId(), instrument, clock.now()));
  const hasAnswers = kept !== null && isAnswered(kept);
  /** It begins with the first answer, however long the page has been open. */
  const put = (next: Entry | null) =>
    setEntry(next && !hasAnswers ? { ...next, beganAt: clock.now() } : next);
  const change = (part: Partial<Entry>) => put({ ...entry, ...part });
  const isFromBefore = hasAnswers && isOfAnotherDay(entry, clock.now());
  const safety = safetyAnswer(instrument, entry.answers);
  const card = useCard(client, library, readCard, safety !== null);
  const safetyLabel = instrument.options.find(({ value }) => value === safety)?.label;
  return (
    <main>
      <p class="crumbs">
        <a href={clientAddress(client.id, 'measures')}>
          <Icon name="previous" />
          {text('measure_of', client.code)}
        </a>
      </p>
      <header class="desk-page-head">
        <h1>{instrument.name}</h1>
        {!isFromBefore && (
          <a class="button secondary" href={askAddress(client.id, instrument.id)}>
            {text('measure_show')}
          </a>
        )}
        <p class="lead">
          {[client.code, instrument.title, dayText(clock.now(), text.locale)].join(' \u00b7 ')}
        </p>
      </header>
      {isFromBefore && (
        <Notice kind="alert">
          {text('measure_keptFrom', dayText(entry.beganAt, text.locale))}
        </Notice>
      )}
      <div class="measure-columns">
        <PrivateForm class="measure-form">
          {instrument.stem !== '' && (
            <p class="measure-stem" lang={instrument.language}>
              {instrument.stem}
            </p>
          )}
          <MeasureItems
            instrument={instrument}
            answers={entry.answers}
            onAnswer={(item, value) => put(withAnswer(entry, instrument, item, value))}
            after={(item) =>
              item === instrument.safetyItem &&
              safetyLabel !== undefined && (
                <NineCard
                  item={item + 1}
                  answer={safetyLabel}
                  clientId={client.id}
                  card={card}
                  entry={entry}
                  onChange={change}
                />
              )
            }
          />
          {instrument.unscored && (
            <div class="measure-unscored">
              <Question
                text={instrument.unscored.text}
                number={null}
                options={instrument.unscored.options}
                answer={entry.unscored}
                language={instrument.language}
                onAnswer={(unscored) => change({ unscored })}
              />
              <p class="dim">{text('measure_notScored')}</p>
            </div>
          )}
          <p class="dim" lang={instrument.language}>
            {instrument.notice}
          </p>
        </PrivateForm>
        <Aside
          {...props}
          entry={entry}
          asks={safety !== null}
          isFromBefore={isFromBefore}
          onEntry={put}
          onBegin={begin}
        />
      </div>
    </main>
  );
}

/** A client's card with what is known since in their session that runs, as where they are today. */
function useCard(
  { id, card }: Client,
  { heads }: Library,
  read: LibraryParts['readCard'],
  isNeeded: boolean,
): Card {
  const running = heads.find(({ clientId, endedAt }) => clientId === id && endedAt === null);
  const said = useSessionCard((isNeeded && running) || null, read);
  return said ? remembered(card, said) : card;
}

/** How far it is, how it came in, where it goes, saving it, and the results before. */
function Aside({
  client,
  instrument,
  library,
  readPaper,
  onPaper,
  onNotes,
  newId,
  onDone,
  entry,
  asks,
  isFromBefore,
  onEntry,
  onBegin,
}: MeasurePageProps & {
  entry: Entry;
  /** Whether an answer asks for a response. */
  asks: boolean;
  /** Whether it was begun on another day. */
  isFromBefore: boolean;
  onEntry(entry: Entry | null): void;
  /** Begins anew, with nothing answered yet. */
  onBegin(entry: Entry): void;
}) {
  const text = useText();
  const clock = useClock();
  const measures = usePaper('measures', client.id, readPaper, library.paperWrites) ?? NO_MEASURES;
  const goesTo = useGoesTo(
    library.heads.filter(({ clientId }) => clientId === client.id),
    {
      keptAs: entryName(client.id, instrument.id),
      saidOn: isFromBefore ? entry.beganAt : null,
    },
  );
  const { sessionId } = goesTo;
  const { speakers } = client;
  const savedFrom = useSavedFrom();
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const startOver = useRef<HTMLButtonElement>(null);
  /** What starting over has taken away. */
  const [dropped, setDropped] = useState<Entry | null>(null);
  const { answered, of, total, band } = scoreOf(instrument, entry.answers);
  const waits = asks && !entry.noted;
  const save = async () => {
    if (waits) return setProblem(text('measure_noteFirst'));
    const person = personIn(speakers, entry.person);
    if (person === null) return setProblem(text('measure_whoFirst'));
    const said = goesTo.read();
    if (typeof said === 'string') return setProblem(text(said));
    setSaving(true);
    setProblem(null);
    const result = resultOf({ ...entry, person }, instrument, said);
    const failed =
      (await onPaper('measures', client.id, (before) => {
        const { results, ...others } = before ?? NO_MEASURES;
        // One that was sent twice is there already.
        const rest = results.filter(({ id }) => id !== result.id);
        return { ...others, results: [...rest, result] };
      })) ??
      (said.sessionId === null ? null : await onNotes(said.sessionId, notesOf(result, said)));
    setSaving(false);
    if (failed) return setProblem(problemText(text, failed));
    savedFrom({
      of: client.id,
      name: entryName(client.id, instrument.id),
      value: { ...entry, id: newId() },
      isEmpty: (begun) => !isAnswered(begun),
      along: goesTo.along(),
    });
    onEntry(null);
    goesTo.reset();
    onDone();
  };
  const notesOf = (result: MeasureResult, said: Said): readonly Note[] => {
    const note = (part: string, kind: Kind, words: string | null): readonly Note[] =>
      words === null ? [] : [goesTo.note(`${entry.id}-${part}`, said, kind, words, result.person)];
    return [
      ...note('result', 'measure', resultText(result, measures, text)),
      ...note('safety', 'risk', safetyText(result, text)),
    ];
  };
  return (
    <aside class="measure-aside" aria-label={text('measure_result')}>
      <p role="status" class="measure-total">
        {total !== null && !waits ? (
          <>
            <b>{total}</b> {band && text(`band_${band.id}`)}
          </>
        ) : (
          <>
            <b>{answered}</b> {text('measure_ofAnswered', of)}
          </>
        )}
      </p>
      <p class="dim">
        {waits
          ? text('nine_totalWaits')
          : total === null
            ? text('measure_noTotalYet')
            : instrument.clinical && text('measure_screening')}
      </p>
      <WhoAnswers
        speakers={speakers}
        value={personIn(speakers, entry.person)}
        onPick={(person) => onEntry({ ...entry, person })}
      />
      <Choices
        small
        name={text('measure_how')}
        options={ENTERED_BY}
        value={entry.by}
        label={(by) => text(`enteredBy_${by}`)}
        onPick={(by) => onEntry({ ...entry, by })}
      />
      {goesTo.fields}
      {problem && <Notice kind="alert">{problem}</Notice>}
      <p class="button-row">
        <button
          type="button"
          class={total === null || waits ? 'secondary' : 'primary'}
          disabled={answered === 0 || saving}
          onClick={() => void save()}
        >
          {text(
            total === null && answered > 0
              ? 'measure_savePart'
              : sessionId === null
                ? 'measure_saveFile'
                : 'measure_save',
          )}
        </button>
        <button
          type="button"
          class="secondary"
          ref={startOver}
          disabled={answered === 0 && !dropped}
          onClick={() => {
            if (answered === 0) return;
            // An answer that asks for a response isn't put away unread.
            if (waits) return setProblem(text('measure_noteFirst'));
            setProblem(null);
            setDropped(entry);
            onBegin(newEntry(newId(), instrument, clock.now()));
          }}
        >
          {text('measure_startOver')}
        </button>
      </p>
      {dropped && answered === 0 && (
        <p role="status">
          {text('measure_startedOver')}{' '}
          <button
            type="button"
            class="link"
            onClick={() => {
              onEntry(dropped);
              setDropped(null);
              startOver.current?.focus();
            }}
          >
            {text('undo')}
          </button>
        </p>
      )}
      <Keys options={instrument.options.map(({ value }) => value)} />
      <Before
        rows={resultsOf(measures, instrument.id)
          .filter(({ person }) => entry.person === null || person === entry.person)
          .toReversed()
          .slice(0, MOST_BEFORE)
          .map((result) => ({
            id: result.id,
            day: dayIn(library.heads, result, text),
            person: result.person,
            total: scoreOf(instrument, result.answers).total,
          }))}
      />
    </aside>
  );
}

function Keys({ options }: { options: readonly number[] }): ComponentChildren {
  const text = useText();
  return (
    <p class="dim">
      <kbd>{options[0]}</kbd> {'\u2013'} <kbd>{options.at(-1)}</kbd> {text('measure_keys')}
    </p>
  );
}

function Before({
  rows,
}: {
  rows: readonly {
    readonly id: string;
    readonly day: string;
    readonly person: string;
    readonly total: number | null;
  }[];
}) {
  const text = useText();
  if (rows.length === 0) return null;
  return (
    <section aria-label={text('measure_before')}>
      <h2>{text('measure_before')}</h2>
      <ul class="line-rows">
        {rows.map(({ id, day, person, total }) => (
          <li key={id}>
            {day} {person} <b>{total ?? text('measure_noTotal')}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}
