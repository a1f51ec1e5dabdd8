import { useId, useRef, useState } from 'preact/hooks';
import * as v from 'valibot';
import type { Head } from '@/lib/library';
import type { Problem } from '@/lib/messaging';
import { isRaised, mayBeIn, type Note } from '@/lib/notes';
import type { Client } from '@/lib/practice';
import { problemText } from '@/lib/problems';
import {
  LEGS,
  LONGEST_SESSION,
  LONGEST_WRITTEN,
  PREPARED_MODES,
  type PreparedMode,
  SHORTEST_SESSION,
  type WrittenProblem,
  type WrittenSession,
} from '@/lib/session';
import { dayText, type Text, timeText } from '@/lib/text';
import { Choices } from '../../shared/controls/Choices';
import { Icon } from '../../shared/controls/Icon';
import { Notice } from '../../shared/controls/Notice';
import { PRIVATE_FIELD, PrivateForm } from '../../shared/controls/PrivateForm';
import { Tick } from '../../shared/controls/Tick';
import { useLegNames } from '../../shared/leg-names';
import { useText } from '../../shared/text';
import { addressOf, clientAddress, sessionAddress } from '../address';
import { KindSelect } from '../KindSelect';
import { useFocusOnceDrawn } from '../once-drawn';
import { RaisedBySelect } from '../RaisedBySelect';
import { useHeldOr, useUnsaved } from '../unsaved';
import {
  dayOf,
  newLine,
  newPaperDraft,
  type PaperDraft,
  type PaperLine,
  paperDraftShape,
  readPaper,
} from './draft';

export interface EnterPageProps {
  client: Client;
  /** The sessions with the client that there are already. */
  heads: readonly Head[];
  /** The length in minutes and the mode that sessions with the client begin with. */
  usual: { readonly minutes: number; readonly mode: PreparedMode };
  newId(): string;
  /** Enters the session. Resolves with null, or with the reason it can't be entered. */
  onEnter(
    id: string,
    written: WrittenSession,
    notes: readonly Note[],
  ): Promise<WrittenProblem | Problem | null>;
  /** Called with the session's id once it is entered. */
  onDone(id: string): void;
}

/** A session that was written on paper, typed in afterwards with its times. */
export function EnterPage({ client, heads, usual, newId, onEnter, onDone }: EnterPageProps) {
  const text = useText();
  const { name } = useLegNames();
  const id = useId();
  const [kept, setKept] = useUnsaved<PaperDraft | null>(
    client.id,
    `${client.id} paper`,
    v.nullable(paperDraftShape),
    null,
  );
  const draft = useHeldOr(kept, () => newPaperDraft(newId, usual));
  const [problem, setProblem] = useState<{
    readonly says: string;
    /** The line that it is about, counted from 1, and whether its time is; null for none. */
    readonly line: number | null;
    readonly isTime?: boolean;
    /** The return that it is about, counted from 1; left out for none. */
    readonly atReturn?: number | null;
  } | null>(null);
  const isWrong = (n: number, isTime: boolean) =>
    problem?.line === n + 1 && (problem.isTime ?? false) === isTime;
  const [saving, setSaving] = useState(false);
  /** The session of the same time that was pointed out. */
  const [pointedOut, setPointedOut] = useState<Head | null>(null);
  const page = useRef<HTMLElement>(null);
  const focusOnceDrawn = useFocusOnceDrawn();
  const change = (part: Partial<PaperDraft>) => {
    setProblem(null);
    setPointedOut(null);
    setKept({ ...draft, ...part });
  };
  const changeLine = (id: string, part: Partial<PaperLine>) =>
    change({ lines: draft.lines.map((one) => (one.id === id ? { ...one, ...part } : one)) });
  /**
   * Adds a line after this one, or goes to the one that is there: to its time after a line with a
   * time, and else to its words, which a field for a time would swallow.
   */
  const nextLine = (id: string) => {
    const at = draft.lines.findIndex((one) => one.id === id);
    if (at === draft.lines.length - 1) change({ lines: [...draft.lines, newLine(newId())] });
    const field = draft.lines[at]?.time === '' ? 'text' : 'time';
    focusOnceDrawn(
      () =>
        page.current?.querySelectorAll<HTMLInputElement>(`.paper-line input[type="${field}"]`)[
          at + 1
        ],
    );
  };
  const save = async () => {
    if (saving) return;
    const read = readPaper(draft, client.id);
    if ('problem' in read) {
      const { problem: what, line } = read;
      const says = text(`problem_${what}`, line ?? '');
      if (what === 'paperReturnNoTime') return setProblem({ says, line: null, atReturn: line });
      return setProblem({ says, line, isTime: what === 'paperLineOutside' });
    }
    // Typed in twice, its minutes would count twice.
    const same = heads.find((head) => head.id !== draft.id && overlaps(head, read.written));
    if (same && !pointedOut) return setPointedOut(same);
    setSaving(true);
    const failed = await onEnter(draft.id, read.written, read.notes);
    setSaving(false);
    if (failed) return setProblem({ says: whyNot(text, failed), line: null });
    setKept(null);
    onDone(draft.id);
  };
  const day = dayOf(draft);
  const time = (
    label: string,
    value: string,
    onInput: (value: string) => void,
    isMissing = false,
  ) => (
    <label class="card-field">
      <span>{label}</span>
      <input
        type="time"
        value={value}
        aria-invalid={isMissing}
        aria-describedby={isMissing ? id : undefined}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    </label>
  );
  return (
    <main ref={page}>
      <p class="crumbs">
        <a href={clientAddress(client.id, 'sessions')}>
          <Icon name="previous" />
          {client.code}
        </a>
      </p>
      <header class="desk-page-head">
        <h1>{text('paper_enter')}</h1>
        <a class="button secondary" href={addressOf({ page: 'sheet', id: client.id })}>
          {text('paper_sheet')}
        </a>
        <p class="lead">{text('paper_enterWhat')}</p>
      </header>
      <PrivateForm class="paper-form" refused={problem} onSubmit={() => void save()}>
        <div class="paper-times">
          <label class="card-field">
            <span>{text('paper_day')}</span>
            <input
              type="date"
              value={draft.day}
              onInput={({ currentTarget }) => change({ day: currentTarget.value })}
            />
          </label>
          {time(text('paper_began'), draft.began, (began) => change({ began }))}
          {time(text('paper_ended'), draft.ended, (ended) => change({ ended }))}
          <label class="card-field">
            <span>{text('paper_minutes')}</span>
            <input
              type="number"
              inputMode="numeric"
              min={SHORTEST_SESSION}
              max={LONGEST_SESSION}
              value={draft.minutes}
              onInput={({ currentTarget }) => change({ minutes: currentTarget.value })}
            />
          </label>
        </div>
        {day !== null && <p class="dim">{dayText(day, text.locale)}</p>}
        <Choices
          name={text('mode')}
          options={PREPARED_MODES}
          value={draft.mode}
          label={(mode) => text(`mode_${mode}`)}
          onPick={(mode) => change({ mode })}
        />
        <section aria-label={text('paper_legs')}>
          <h2>{text('paper_legs')}</h2>
          <p class="dim">{text('paper_legsWhat')}</p>
          <div class="paper-times">
            {LEGS.map((leg) => (
              <div key={leg}>
                {time(name(leg), draft.legs[leg] ?? '', (value) =>
                  change({ legs: { ...draft.legs, [leg]: value } }),
                )}
              </div>
            ))}
          </div>
          {draft.returns.map(({ id: returnId, leg, time: at }, n) => {
            const changeReturn = (part: Partial<PaperDraft['returns'][number]>) =>
              change({
                returns: draft.returns.map((one) =>
                  one.id === returnId ? { ...one, ...part } : one,
                ),
              });
            return (
              <div key={returnId} class="paper-times paper-return">
                <label class="card-field">
                  <span>{text('paper_returnTo', n + 1)}</span>
                  <select
                    value={leg}
                    onChange={({ currentTarget: { value } }) => {
                      const picked = LEGS.find((one) => one === value);
                      if (picked) changeReturn({ leg: picked });
                    }}
                  >
                    {LEGS.map((one) => (
                      <option key={one} value={one}>
                        {name(one)}
                      </option>
                    ))}
                  </select>
                </label>
                {time(
                  text('paper_returnAt', n + 1),
                  at,
                  (value) => changeReturn({ time: value }),
                  problem?.atReturn === n + 1,
                )}
                <button
                  type="button"
                  class="quiet"
                  aria-label={text('paper_returnRemove', n + 1)}
                  onClick={() =>
                    change({ returns: draft.returns.filter((one) => one.id !== returnId) })
                  }
                >
                  {text('paper_returnDrop')}
                </button>
              </div>
            );
          })}
          <p>
            <button
              type="button"
              class="quiet"
              onClick={() => {
                const added = { id: newId(), leg: 'exploration' as const, time: '' };
                change({ returns: [...draft.returns, added] });
                focusOnceDrawn(() =>
                  page.current?.querySelector('.paper-return:last-of-type select'),
                );
              }}
            >
              {text('paper_return')}
            </button>
          </p>
        </section>
        <section aria-label={text('paper_lines')}>
          <h2>{text('paper_lines')}</h2>
          <p class="dim">{text('paper_linesWhat')}</p>
          <ol class="paper-lines">
            {draft.lines.map((line, n) => (
              <li key={line.id} class="paper-line">
                <input
                  type="time"
                  aria-label={text('paper_timeOf', n + 1)}
                  aria-invalid={isWrong(n, true)}
                  aria-describedby={isWrong(n, true) ? id : undefined}
                  value={line.time}
                  onInput={({ currentTarget }) =>
                    changeLine(line.id, { time: currentTarget.value })
                  }
                />
                <input
                  {...PRIVATE_FIELD}
                  type="text"
                  dir="auto"
                  aria-label={text('paper_line', n + 1)}
                  aria-invalid={isWrong(n, false)}
                  aria-describedby={isWrong(n, false) ? id : undefined}
                  value={line.words}
                  onInput={({ currentTarget }) =>
                    changeLine(line.id, { words: currentTarget.value })
                  }
                  onKeyDown={(event) => {
                    if (event.key !== 'Enter' || event.isComposing) return;
                    event.preventDefault();
                    nextLine(line.id);
                  }}
                />
                <KindSelect
                  value={line.kind}
                  compartment={line.isPrivate ? 'private' : 'record'}
                  onPick={(kind) => changeLine(line.id, { kind })}
                />
                {isRaised(line.kind) && (
                  <RaisedBySelect
                    words={line.words}
                    value={line.raisedBy}
                    onPick={(raisedBy) => changeLine(line.id, { raisedBy })}
                  />
                )}
                {line.kind === 'plan' && (
                  <Tick
                    on={line.chosen}
                    label={text('paper_chosen')}
                    onChange={(chosen) => changeLine(line.id, { chosen })}
                  />
                )}
                <Tick
                  on={line.isPrivate}
                  label={text('compartment_private')}
                  onChange={(isPrivate) =>
                    changeLine(line.id, {
                      isPrivate,
                      kind: isPrivate && !mayBeIn(line.kind, 'private') ? 'note' : line.kind,
                    })
                  }
                />
              </li>
            ))}
          </ol>
          <p>
            <button
              type="button"
              class="quiet"
              onClick={() => nextLine(draft.lines.at(-1)?.id ?? '')}
            >
              {text('paper_addLine')}
            </button>
          </p>
        </section>
        {problem && (
          <Notice kind="alert" id={id}>
            {problem.says}
          </Notice>
        )}
        {pointedOut && (
          <Notice kind="alert">
            {text(
              'paper_same',
              client.code,
              dayText(pointedOut.startedAt, text.locale, pointedOut.utcOffset),
              timeText(pointedOut.startedAt, text.locale, pointedOut.utcOffset),
            )}{' '}
            <a href={sessionAddress(pointedOut.id)}>{text('paper_sameLook')}</a>
          </Notice>
        )}
        <p class="button-row">
          <button type="submit" class="primary" disabled={saving}>
            {text(pointedOut ? 'paper_saveAlso' : 'paper_save')}
          </button>
          <span class="dim">{text('paper_labelled')}</span>
        </p>
      </PrivateForm>
    </main>
  );
}

/** Whether a session was held at the time of the written one. */
const overlaps = ({ startedAt, endedAt }: Head, written: WrittenSession): boolean =>
  startedAt < written.endedAt && (endedAt ?? startedAt + 1) > written.startedAt;

/** Why a session can't be entered, in the user's words. */
function whyNot(text: Text, problem: WrittenProblem | Problem): string {
  switch (problem) {
    case 'writtenTooLong':
      return text('problem_writtenTooLong', LONGEST_WRITTEN / 60);
    case 'writtenBackwards':
    case 'writtenNotOver':
    case 'writtenNoLeg':
    case 'writtenLegOutside':
      return text(`problem_${problem}`);
    default:
      return problemText(text, problem);
  }
}
