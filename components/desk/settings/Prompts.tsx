import { useState } from 'preact/hooks';
import * as v from 'valibot';
import type { Problem } from '@/lib/messaging';
import { PRACTICE } from '@/lib/papers';
import { problemText } from '@/lib/problems';
import {
  CATALOGUE,
  favour,
  fillPrompt,
  hide,
  type OwnPrompt,
  ownPromptShape,
  type PersonalPrompts,
  type PromptProblem,
  restore,
  SITUATIONS,
  type Situation,
  write,
} from '@/lib/prompts';
import { LEGS, type LegId } from '@/lib/session';
import type { Text } from '@/lib/text';
import { Notice } from '../../shared/controls/Notice';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { useLegNames } from '../../shared/leg-names';
import { useText } from '../../shared/text';
import { FindField } from '../FindField';
import { useUnsaved } from '../unsaved';
import { PromptEditor } from './PromptEditor';

/** One prompt in the list: of the catalogue, changed or not, or the practitioner's own. */
interface Row {
  readonly id: string;
  readonly words: string;
  readonly legs: readonly LegId[];
  readonly situation: Situation | null;
  readonly state: 'catalogue' | 'edited' | 'own';
}

/** Every prompt: the practitioner's own first, then those of the catalogue. */
function allRows(prompts: PersonalPrompts, text: Text): readonly Row[] {
  return [
    ...prompts.added.map((own): Row => ({ ...own, words: own.text, state: 'own' })),
    ...CATALOGUE.map((prompt): Row => {
      const edited = prompts.edited[prompt.id];
      return {
        id: prompt.id,
        words: edited ?? text(`prompt_${prompt.id}`),
        legs: prompt.legs,
        situation: SITUATIONS.find((one) => (prompt.when as readonly string[])[0] === one) ?? null,
        state: edited === undefined ? 'catalogue' : 'edited',
      };
    }),
  ];
}

/** All prompts by leg: read, edit, add, favour, hide, restore, export and import. */
export function Prompts({
  prompts,
  newId,
  onChange,
  onExport,
  onImport,
}: {
  prompts: PersonalPrompts;
  newId(): string;
  /** Changes the set. Resolves with null, or with the reason the change couldn't be saved. */
  onChange(change: (set: PersonalPrompts) => PersonalPrompts): Promise<Problem | null>;
  onExport(): void;
  /** Imports a file's prompts. Resolves with the result in words. */
  onImport(file: File): Promise<Imported>;
}) {
  const text = useText();
  const [leg, setLeg] = useState<LegId>('opening');
  const [editing, setEditing, open] = useUnsaved<OwnPrompt | null>(
    PRACTICE,
    'prompt',
    v.nullable(ownPromptShape),
    null,
  );
  const [problem, setProblem] = useState<Problem | PromptProblem | null>(null);
  const [query, setQuery] = useState('');
  const [imported, setImported] = useState<Imported | null>(null);
  const edit = (prompt: OwnPrompt) => {
    setProblem(null);
    setEditing(prompt);
  };
  const begin = (prompt: OwnPrompt) => {
    setProblem(null);
    open(prompt);
  };
  const save = async () => {
    if (!editing) return;
    const written = write(prompts, editing);
    if (typeof written === 'string') return setProblem(written);
    const failed = await onChange((set) => {
      const again = write(set, editing);
      return typeof again === 'string' ? set : again;
    });
    setProblem(failed);
    if (!failed) setEditing(null);
  };
  const words = query.trim().toLocaleLowerCase();
  // What is typed is looked for in every leg, because nobody remembers where a prompt is.
  const rows = allRows(prompts, text).filter((row) =>
    words === ''
      ? row.legs.includes(leg)
      : shownWords(row.words).toLocaleLowerCase().includes(words),
  );
  return (
    <>
      <PrivateForm class="prompts-find">
        <FindField label={text('prompts_find')} value={query} onInput={setQuery} />
      </PrivateForm>
      <div class="desk-tools">
        {words === '' && <LegTabs leg={leg} onLeg={setLeg} />}
        <span class="desk-export">
          <button
            type="button"
            class="secondary"
            onClick={() => begin({ id: `own-${newId()}`, text: '', legs: [leg], situation: null })}
          >
            {text('prompts_add')}
          </button>
          <button type="button" class="secondary" onClick={onExport}>
            {text('prompts_export')}
          </button>
          <ImportButton onFile={(file) => void onImport(file).then(setImported)} />
        </span>
      </div>
      {imported && <Notice kind={imported.ok ? 'note' : 'alert'}>{imported.said}</Notice>}
      {problem && !editing && <Notice kind="alert">{problemText(text, problem)}</Notice>}
      {editing && (
        <PromptEditor
          prompt={editing}
          own={!CATALOGUE.some(({ id }) => id === editing.id)}
          problem={problem}
          onInput={edit}
          onSave={() => void save()}
          onCancel={() => setEditing(null)}
        />
      )}
      <p class="dim" role="status">
        {words !== '' && rows.length === 0 && text('prompts_noneFound', query.trim())}
      </p>
      <ul class="prompt-list" aria-label={text('prompts')}>
        {rows.map((row) => (
          <PromptItem
            key={row.id}
            row={row}
            prompts={prompts}
            onEdit={({ id, words, legs, situation }) => begin({ id, text: words, legs, situation })}
            onChange={(change) => void onChange(change).then(setProblem)}
          />
        ))}
      </ul>
    </>
  );
}

/** What came of an import, in words. */
interface Imported {
  readonly ok: boolean;
  readonly said: string;
}

function LegTabs({ leg, onLeg }: { leg: LegId; onLeg(leg: LegId): void }) {
  const text = useText();
  const { name } = useLegNames();
  return (
    <div class="tabs" role="group" aria-label={text('legs')}>
      {LEGS.map((one) => (
        <button
          key={one}
          type="button"
          class="chip"
          aria-pressed={one === leg}
          onClick={() => onLeg(one)}
        >
          {name(one)}
        </button>
      ))}
    </div>
  );
}

function ImportButton({ onFile }: { onFile(file: File): void }) {
  const text = useText();
  return (
    <label class="secondary button file">
      <span>{text('prompts_import')}</span>
      <input
        type="file"
        accept=".json,application/json"
        class="unseen"
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
    </label>
  );
}

/** A prompt's words, with its slots marked. */
const shownWords = (words: string): string =>
  words
    .split(' || ')
    .map((form) => fillPrompt(form.replaceAll('{', '‹').replaceAll('}', '›'), {}))
    .join(' / ');

function PromptItem({
  row,
  prompts,
  onEdit,
  onChange,
}: {
  row: Row;
  prompts: PersonalPrompts;
  onEdit(row: Row): void;
  onChange(change: (set: PersonalPrompts) => PersonalPrompts): void;
}) {
  const text = useText();
  const hidden = prompts.hidden.includes(row.id);
  const favourite = prompts.favourites.includes(row.id);
  const said = [
    row.situation && text(`situation_${row.situation}`),
    row.state !== 'catalogue' && text(`prompts_${row.state}`),
    hidden && text('prompts_hidden'),
  ];
  return (
    <li class={hidden ? 'prompt-hidden' : undefined}>
      <span class="prompt-text" dir="auto">
        {shownWords(row.words)}
      </span>
      <span class="dim">{said.filter(Boolean).join(', ')}</span>
      <span class="prompt-actions">
        <button
          type="button"
          class="link"
          aria-pressed={favourite}
          onClick={() => onChange((set) => favour(set, row.id, !favourite))}
        >
          {text('promptKeep_favourite')}
        </button>
        <button type="button" class="link" onClick={() => onEdit(row)}>
          {text('prompts_edit')}
        </button>
        <button
          type="button"
          class="link"
          onClick={() => onChange((set) => hide(set, row.id, !hidden))}
        >
          {text(hidden ? 'prompts_show' : 'promptKeep_hidden')}
        </button>
        {row.state !== 'catalogue' && (
          <button
            type="button"
            class="link"
            onClick={() => onChange((set) => restore(set, row.id))}
          >
            {text(row.state === 'own' ? 'prompts_remove' : 'prompts_restore')}
          </button>
        )}
      </span>
    </li>
  );
}
