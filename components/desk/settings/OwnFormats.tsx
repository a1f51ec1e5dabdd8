import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import * as v from 'valibot';
import {
  FORMATS,
  formatCalled,
  formatLike,
  formatsWith,
  NOWHERE,
  type NoteFormat,
  ownFormatCalled,
} from '@/lib/documents';
import {
  type FormatProblem,
  formatProblem,
  KINDS,
  LONGEST_TITLE,
  MOST_FORMATS,
  MOST_SECTIONS,
  type OwnFormat,
  ownFormatShape,
  withoutSection,
  withPlace,
  withSectionMoved,
} from '@/lib/notes';
import { PRACTICE } from '@/lib/papers';
import { problemText } from '@/lib/problems';
import { IconButton } from '../../shared/controls/IconButton';
import { Notice } from '../../shared/controls/Notice';
import { PRIVATE_FIELD, PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { useUnsaved } from '../unsaved';
import { FoldRow } from './SetRow';
import type { SettingsProps } from './save';

/** The formats that a new one can begin like. The narrative is one sentence, and no sections. */
const BEGINNINGS = FORMATS.filter((format) => format !== 'narrative');

/** Formats of documents that the practitioner has made. */
export function OwnFormats({ settings, save, newId }: SettingsProps & { newId(): string }) {
  const text = useText();
  const [editing, setEditing, open] = useUnsaved<OwnFormat | null>(
    PRACTICE,
    'own format',
    v.nullable(ownFormatShape),
    null,
  );
  const [problem, setProblem] = useState<{ readonly what: FormatProblem } | null>(null);
  // What is half typed is shown again.
  const [isOpen, setOpen] = useState(editing !== null);
  const list = useRef<HTMLUListElement>(null);
  const { formats } = settings;
  const broughtAlong = formatsWith([], text);
  const isNew = editing !== null && !formats.some(({ id }) => id === editing.id);
  const begin = (like: string, id: string): OwnFormat =>
    formatLike(formatCalled(like, broughtAlong), id, newId);
  const keep = async () => {
    if (!editing) return;
    const others = formatsWith(formats, text).filter(({ id }) => id !== editing.id);
    const wrong = formatProblem(
      editing,
      others.map(({ name }) => name),
    );
    setProblem(wrong && { what: wrong });
    if (wrong) return;
    const failed = await save((before) => ({
      ...before,
      formats: isNew
        ? [...before.formats, editing]
        : before.formats.map((one) => (one.id === editing.id ? editing : one)),
    }));
    if (!failed) setEditing(null);
  };
  const change = (next: OwnFormat) => {
    setProblem(null);
    setEditing(next);
  };
  return (
    <FoldRow
      name={text('ownFormats')}
      what={
        formats.length === 0 ? text('presets_none') : formats.map(({ name }) => name).join(', ')
      }
      open={isOpen}
      onToggle={() => setOpen(!isOpen)}
    >
      <p class="dim">{text('ownFormats_text')}</p>
      {formats.length > 0 && (
        <ul class="plain-list" aria-label={text('ownFormats')} ref={list} tabIndex={-1}>
          {formats.map((format) => (
            <li key={format.id}>
              <strong>{format.name}</strong> {format.sections.map(({ title }) => title).join(', ')}{' '}
              <button
                type="button"
                class="link"
                aria-label={text('presets_editOf', format.name)}
                onClick={() => open(ownFormatCalled(format.id, formats))}
              >
                {text('prompts_edit')}
              </button>{' '}
              <button
                type="button"
                class="link"
                aria-label={text('presets_removeOf', format.name)}
                onClick={() => {
                  void save((before) => ({
                    ...before,
                    formats: before.formats.filter(({ id }) => id !== format.id),
                  }));
                  // The button goes with its row.
                  list.current?.focus();
                }}
              >
                {text('prompts_remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
      {editing ? (
        <FormatEditor
          format={editing}
          beginnings={
            isNew ? broughtAlong.filter(({ id }) => BEGINNINGS.some((one) => one === id)) : []
          }
          problem={problem}
          newId={newId}
          onBegin={(like) => change({ ...begin(like, editing.id), name: editing.name })}
          onChange={change}
          onSave={() => void keep()}
          onCancel={() => {
            setProblem(null);
            setEditing(null);
          }}
        />
      ) : (
        <p>
          <button
            type="button"
            class="secondary"
            disabled={formats.length >= MOST_FORMATS}
            onClick={() => open(begin('soap', newId()))}
          >
            {text('ownFormats_add')}
          </button>
        </p>
      )}
    </FoldRow>
  );
}

function FormatEditor({
  format,
  beginnings,
  problem,
  newId,
  onBegin,
  onChange,
  onSave,
  onCancel,
}: {
  format: OwnFormat;
  /** What a new one can begin like. */
  beginnings: readonly NoteFormat[];
  problem: { readonly what: FormatProblem } | null;
  newId(): string;
  onBegin(like: string): void;
  onChange(format: OwnFormat): void;
  onSave(): void;
  onCancel(): void;
}) {
  const text = useText();
  const { sections, places } = format;
  const first = useRef<HTMLInputElement>(null);
  // The button that opened it is gone.
  useLayoutEffect(() => first.current?.focus(), []);
  const id = useId();
  const isOfName = problem?.what === 'formatNameEmpty' || problem?.what === 'formatNameTaken';
  const plain = (title: string) => title.trim().toLocaleLowerCase();
  /** Whether a section's title is why the format can't be kept. */
  const isWrong = (title: string, index: number) =>
    (problem?.what === 'formatTitleEmpty' && plain(title) === '') ||
    (problem?.what === 'formatTitleTaken' &&
      sections.slice(0, index).some((other) => plain(other.title) === plain(title)));
  const notice = problem && (
    <Notice kind="alert" id={id}>
      {problemText(text, problem.what)}
    </Notice>
  );
  const titled = (id: string, title: string): OwnFormat => ({
    ...format,
    sections: sections.map((section) => (section.id === id ? { id, title } : section)),
  });
  return (
    <PrivateForm class="card format-editor" refused={problem} onSubmit={onSave}>
      <label class="card-field">
        <span>{text('presets_name')}</span>
        <input
          {...PRIVATE_FIELD}
          ref={first}
          type="text"
          dir="auto"
          maxLength={LONGEST_TITLE}
          value={format.name}
          aria-invalid={isOfName}
          aria-describedby={isOfName ? id : undefined}
          onInput={({ currentTarget: { value } }) => onChange({ ...format, name: value })}
        />
      </label>
      {isOfName && notice}
      {beginnings.length > 0 && (
        <div class="format-begin">
          <span>{text('ownFormats_like')}</span>
          {beginnings.map(({ id, name }) => (
            <button
              key={id}
              type="button"
              class="secondary"
              aria-label={text('ownFormats_likeOf', name)}
              onClick={() => onBegin(id)}
            >
              {name}
            </button>
          ))}
        </div>
      )}
      <fieldset>
        <legend>{text('ownFormats_sections')}</legend>
        <ol class="format-sections">
          {sections.map(({ id: section, title }, index) => {
            const name = title || text('ownFormats_nth', index + 1);
            const wrong = isWrong(title, index);
            return (
              <li key={section}>
                <input
                  {...PRIVATE_FIELD}
                  type="text"
                  dir="auto"
                  maxLength={LONGEST_TITLE}
                  aria-label={text('ownFormats_title', index + 1)}
                  value={title}
                  aria-invalid={wrong}
                  aria-describedby={wrong ? id : undefined}
                  onInput={({ currentTarget: { value } }) => onChange(titled(section, value))}
                />
                <IconButton
                  icon="up"
                  disabled={index === 0}
                  label={text('legs_up', name)}
                  onClick={() => onChange(withSectionMoved(format, section, -1))}
                />
                <IconButton
                  icon="down"
                  disabled={index === sections.length - 1}
                  label={text('legs_down', name)}
                  onClick={() => onChange(withSectionMoved(format, section, 1))}
                />
                <button
                  type="button"
                  class="link"
                  aria-label={text('presets_removeOf', name)}
                  onClick={() => onChange(withoutSection(format, section))}
                >
                  {text('prompts_remove')}
                </button>
              </li>
            );
          })}
        </ol>
        {sections.length < MOST_SECTIONS && (
          <button
            type="button"
            class="secondary"
            onClick={() =>
              onChange({ ...format, sections: [...sections, { id: newId(), title: '' }] })
            }
          >
            {text('ownFormats_addSection')}
          </button>
        )}
        {!isOfName && notice}
      </fieldset>
      <fieldset>
        <legend>{text('ownFormats_places')}</legend>
        <div class="format-places">
          {KINDS.filter((kind) => !NOWHERE.includes(kind)).map((kind) => (
            <label class="field" key={kind}>
              <span>{text(`kind_${kind}`)}</span>
              <select
                value={places[kind] ?? ''}
                onChange={({ currentTarget: { value } }) =>
                  onChange(withPlace(format, kind, value === '' ? null : value))
                }
              >
                {sections.map(({ id, title }, index) => (
                  <option key={id} value={id}>
                    {title || text('ownFormats_nth', index + 1)}
                  </option>
                ))}
                <option value="">{text('document_leftOut')}</option>
              </select>
            </label>
          ))}
        </div>
      </fieldset>
      <p class="card-actions">
        <button type="submit" class="primary">
          {text('ownFormats_save')}
        </button>
        <button type="button" class="secondary" onClick={onCancel}>
          {text('cancel')}
        </button>
      </p>
    </PrivateForm>
  );
}
