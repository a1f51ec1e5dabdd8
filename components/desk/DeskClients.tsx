import { useId, useRef, useState } from 'preact/hooks';
import type { Library } from '@/lib/desk';
import type { Problem } from '@/lib/messaging';
import {
  CARD_FIELDS,
  type Client,
  cleanCode,
  codeProblem,
  FIRST_STEPS,
  nextCode,
  speakersOf,
} from '@/lib/practice';
import { problemText } from '@/lib/problems';
import { clientOf, PROFILES } from '@/lib/session';
import type { SessionRecord } from '@/lib/vault';
import { useClock } from '../shared/clock';
import { Field } from '../shared/controls/Field';
import { Notice } from '../shared/controls/Notice';
import { PRIVATE_FIELD, PrivateForm } from '../shared/controls/PrivateForm';
import { Tick } from '../shared/controls/Tick';
import { siteName } from '../shared/site-name';
import { useText } from '../shared/text';
import { clientAddress } from './address';
import { DeskFile, lastAtOf } from './DeskFile';
import { SessionList } from './SessionList';

/** The clients by code, and one client in detail. */
export function DeskClients({
  library,
  chosen,
  onAdd,
  onChange,
  onExport,
  onErase,
}: {
  library: Library;
  /** The id of the client to show; null for none. */
  chosen: string | null;
  /** Adds a client. Resolves with null, or with the reason the client couldn't be saved. */
  onAdd(code: string): Promise<Problem | null>;
  /** Changes a client. Resolves with null, or with the reason the change couldn't be saved. */
  onChange(id: string, change: (client: Client) => Client): Promise<Problem | null>;
  /** Exports everything about a client. */
  onExport(client: Client, sessions: readonly SessionRecord[], format: 'md' | 'json'): void;
  /**
   * Erases a client and everything that belongs to them. Resolves with null or with the reason for
   * a failure.
   */
  onErase(id: string): Promise<Problem | null>;
}) {
  const text = useText();
  const { clients } = library;
  const client = clients.find(({ id }) => id === chosen);
  const [code, setCode] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const add = async () => {
    const wanted = code ?? nextCode(clients);
    const wrong = codeProblem(wanted, clients) ?? (await onAdd(wanted));
    setProblem(wrong);
    if (!wrong) setCode(null);
  };
  return (
    <main>
      <h1>{text('desk_clients')}</h1>
      <PrivateForm class="desk-tools" onSubmit={() => void add()}>
        <label class="field">
          <span>{text('client_newCode')}</span>
          <input
            {...PRIVATE_FIELD}
            type="text"
            value={code ?? nextCode(clients)}
            onInput={({ currentTarget }) => {
              setProblem(null);
              setCode(currentTarget.value);
            }}
          />
        </label>
        <button type="submit" class="secondary">
          {text('client_add')}
        </button>
      </PrivateForm>
      {problem && <Notice kind="alert">{problemText(text, problem)}</Notice>}
      {library.unreadableClients > 0 && (
        <Notice kind="alert">{text.count('clients_unreadable', library.unreadableClients)}</Notice>
      )}
      {clients.length === 0 ? (
        <p class="empty">{text('clients_none')}</p>
      ) : (
        <div class="desk-columns">
          <ul class="session-list" aria-label={text('desk_clients')}>
            {clients.map(({ id, code: shown, name }) => (
              <li key={id}>
                <a href={clientAddress(id)} aria-current={id === chosen ? 'true' : undefined}>
                  <span class="session-day">{shown}</span> <span class="dim">{name}</span>
                </a>
              </li>
            ))}
          </ul>
          {client ? (
            <ClientPage
              key={client.id}
              client={client}
              library={library}
              onChange={(change) => onChange(client.id, change)}
              onExport={(sessions, format) => onExport(client, sessions, format)}
              onErase={() => onErase(client.id)}
            />
          ) : (
            <p class="empty">{text('clients_choose')}</p>
          )}
        </div>
      )}
    </main>
  );
}

function ClientPage({
  client,
  library,
  onChange,
  onExport,
  onErase,
}: {
  client: Client;
  library: Library;
  onChange(change: (client: Client) => Client): Promise<Problem | null>;
  onExport(sessions: readonly SessionRecord[], format: 'md' | 'json'): void;
  onErase(): Promise<Problem | null>;
}) {
  const text = useText();
  const clock = useClock();
  const id = useId();
  const [code, setCode] = useState(client.code);
  const [problem, setProblem] = useState<Problem | null>(null);
  const others = library.clients.filter((other) => other.id !== client.id);
  const sessions = library.sessions.filter(({ events }) => clientOf(events) === client.id);
  const underWay = useRef(0);
  const [saved, setSaved] = useState(false);
  const save = async (change: (client: Client) => Client) => {
    setSaved(false);
    underWay.current += 1;
    const failed = await onChange(change);
    underWay.current -= 1;
    setProblem(failed);
    setSaved(failed === null && underWay.current === 0);
  };
  const saveCode = (next: string) => {
    setCode(next);
    const wrong = codeProblem(next, others);
    if (wrong) setProblem(wrong);
    else void save((stored) => ({ ...stored, code: cleanCode(next) }));
  };
  return (
    <article class="card" aria-labelledby={id}>
      <h2 id={id}>{client.code}</h2>
      <PrivateForm class="client-form">
        <p class="dim">
          {text('client_kept')} <span role="status">{saved ? text('note_saved') : ''}</span>
        </p>
        {problem && <Notice kind="alert">{problemText(text, problem)}</Notice>}
        <Field label={text('client_code')} value={code} onInput={saveCode} />
        <Field
          label={text('client_name')}
          hint={text('client_nameHint')}
          value={client.name}
          onInput={(name) => void save((stored) => ({ ...stored, name }))}
        />
        <label class="card-field">
          <span>{text('profile')}</span>
          <select
            value={client.profile ?? ''}
            onChange={({ currentTarget: { value } }) =>
              void save((stored) => ({
                ...stored,
                profile: PROFILES.find((profile) => profile === value) ?? null,
              }))
            }
          >
            <option value="">{text('profile_mine')}</option>
            {PROFILES.map((profile) => (
              <option key={profile} value={profile}>
                {text(`profile_${profile}`)}
              </option>
            ))}
          </select>
        </label>
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
      </PrivateForm>
      <h3>{text('client_places')}</h3>
      {client.places.length === 0 ? (
        <p class="dim">{text('client_noPlaces')}</p>
      ) : (
        <ul class="plain-list" aria-label={text('client_places')}>
          {client.places.map((place) => (
            <li key={`${place.site}/${place.room}`}>
              {siteName(place.site) ?? place.site} {place.room}{' '}
              <button
                type="button"
                class="link"
                aria-label={text('client_unlinkOf', place.room)}
                onClick={() =>
                  void save((stored) => ({
                    ...stored,
                    places: stored.places.filter(
                      ({ site, room }) => site !== place.site || room !== place.room,
                    ),
                  }))
                }
              >
                {text('client_unlink')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <h3>{text('sessions')}</h3>
      {sessions.length === 0 ? (
        <p class="dim">{text('client_noSessions')}</p>
      ) : (
        <SessionList sessions={sessions} name={text('sessions')} />
      )}
      <DeskFile
        client={client}
        lastAt={lastAtOf(client, sessions)}
        sessions={sessions.length}
        notes={sessions.reduce((sum, { notes }) => sum + notes.length, 0)}
        practiceYears={library.settings.retentionYears}
        actions={{
          exportAll: (format) => onExport(sessions, format),
          erase: async () => ((await onErase()) ? text('problem_eraseFailed') : null),
        }}
        onChange={(change) => void save(change)}
      />
    </article>
  );
}
