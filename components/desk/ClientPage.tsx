import { useId, useRef, useState } from 'preact/hooks';
import type { Library } from '@/lib/desk';
import type { Problem } from '@/lib/messaging';
import {
  CARD_FIELDS,
  type Client,
  cleanCode,
  codeProblem,
  FIRST_STEPS,
  speakersOf,
  unlinked,
} from '@/lib/practice';
import { problemText } from '@/lib/problems';
import type { OwnPreset } from '@/lib/session';
import { siteName } from '@/lib/sites';
import { useClock } from '../shared/clock';
import { Field } from '../shared/controls/Field';
import { Notice } from '../shared/controls/Notice';
import { PrivateForm } from '../shared/controls/PrivateForm';
import { Tick } from '../shared/controls/Tick';
import { useText } from '../shared/text';
import { ClientFile, lastAtOf, whyNotErased } from './ClientFile';
import { ClientWay } from './ClientWay';
import { SessionList } from './SessionList';

/** Changes a client as it is stored. */
export type Save = (change: (client: Client) => Client) => Promise<void>;

/** One client: what a session needs to know, their meetings, their sessions and their file. */
export function ClientPage({
  client,
  library,
  onChange,
  onExport,
  onErase,
}: {
  client: Client;
  library: Library;
  onChange(change: (client: Client) => Client): Promise<Problem | null>;
  /** Exports the client's file with these sessions. */
  onExport(ids: readonly string[], format: 'md' | 'json'): void;
  onErase(): Promise<Problem | null>;
}) {
  const text = useText();
  const id = useId();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [saved, setSaved] = useState(false);
  const underWay = useRef(0);
  const others = library.clients.filter((other) => other.id !== client.id);
  const heads = library.heads.filter(({ clientId }) => clientId === client.id);
  const save: Save = async (change) => {
    setSaved(false);
    underWay.current += 1;
    const failed = await onChange(change);
    underWay.current -= 1;
    setProblem(failed);
    setSaved(failed === null && underWay.current === 0);
  };
  return (
    <article class="card" aria-labelledby={id}>
      <h2 id={id}>{client.code}</h2>
      <PrivateForm class="client-form">
        <p class="dim">
          {text('client_kept')} <span role="status">{saved ? text('note_saved') : ''}</span>
        </p>
        {problem && <Notice kind="alert">{problemText(text, problem)}</Notice>}
        <ClientFields
          client={client}
          others={others}
          presets={library.settings.presets}
          save={save}
          onProblem={setProblem}
        />
        <h3>{text('page_card')}</h3>
        {CARD_FIELDS.map((field) => (
          <Field
            key={field}
            label={text(`card_${field}`)}
            value={client.card[field]}
            onInput={(value) =>
              void save((stored) => ({ ...stored, card: { ...stored.card, [field]: value } }))
            }
          />
        ))}
        <h3>{text('page_first')}</h3>
        <FirstSteps client={client} save={save} />
      </PrivateForm>
      <h3>{text('client_places')}</h3>
      <Meetings client={client} save={save} />
      <h3>{text('sessions')}</h3>
      {heads.length === 0 ? (
        <p class="dim">{text('client_noSessions')}</p>
      ) : (
        <SessionList heads={heads} name={text('sessions')} />
      )}
      <ClientFile
        client={client}
        lastAt={lastAtOf(client, heads)}
        sessions={heads.length}
        notes={heads.reduce((sum, { notes, privateNotes }) => sum + notes + privateNotes, 0)}
        practiceYears={library.settings.retentionYears}
        actions={{
          exportAll: (format) =>
            onExport(
              heads.map(({ id }) => id),
              format,
            ),
          erase: async () => whyNotErased(text, await onErase()),
        }}
        onChange={(change) => void save(change)}
      />
    </article>
  );
}

/** Code, name, way of working, mandate and speakers. */
function ClientFields({
  client,
  others,
  presets,
  save,
  onProblem,
}: {
  client: Client;
  others: readonly Client[];
  presets: readonly OwnPreset[];
  save: Save;
  onProblem(problem: Problem): void;
}) {
  const text = useText();
  const [code, setCode] = useState(client.code);
  const saveCode = (next: string) => {
    setCode(next);
    const wrong = codeProblem(next, others);
    if (wrong) onProblem(wrong);
    else void save((stored) => ({ ...stored, code: cleanCode(next) }));
  };
  return (
    <>
      <Field label={text('client_code')} value={code} onInput={saveCode} />
      <Field
        label={text('client_name')}
        hint={text('client_nameHint')}
        value={client.name}
        onInput={(name) => void save((stored) => ({ ...stored, name }))}
      />
      <ClientWay client={client} presets={presets} save={save} />
      <Field
        label={text('client_mandate')}
        hint={text('client_mandateHint')}
        value={client.mandate}
        onInput={(mandate) => void save((stored) => ({ ...stored, mandate }))}
      />
      <Field
        label={text('client_speakers')}
        hint={text('client_speakersHint')}
        value={client.speakers.join(', ')}
        onInput={(typed) => void save((stored) => ({ ...stored, speakers: speakersOf(typed) }))}
      />
    </>
  );
}

function FirstSteps({ client, save }: { client: Client; save: Save }) {
  const text = useText();
  const clock = useClock();
  return (
    <div class="ticks ticks-column">
      {FIRST_STEPS.map((step) => (
        <Tick
          key={step}
          on={client.firstSteps[step] !== undefined}
          label={text(`first_${step}`)}
          onChange={(on) =>
            void save((stored) => {
              const { [step]: _, ...rest } = stored.firstSteps;
              return { ...stored, firstSteps: on ? { ...rest, [step]: clock.now() } : rest };
            })
          }
        />
      ))}
    </div>
  );
}

/** The addresses of a client's meetings, each of which can be unlinked. */
function Meetings({ client, save }: { client: Client; save: Save }) {
  const text = useText();
  if (client.places.length === 0) return <p class="dim">{text('client_noPlaces')}</p>;
  return (
    <ul class="plain-list" aria-label={text('client_places')}>
      {client.places.map((meeting) => (
        <li key={`${meeting.site}/${meeting.room}`}>
          {siteName(meeting.site) ?? meeting.site} {meeting.room}{' '}
          <button
            type="button"
            class="link"
            aria-label={text('client_unlinkOf', meeting.room)}
            onClick={() => void save((stored) => unlinked(stored, meeting))}
          >
            {text('client_unlink')}
          </button>
        </li>
      ))}
    </ul>
  );
}
