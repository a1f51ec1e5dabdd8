import { useState } from 'preact/hooks';
import type { Library } from '@/lib/desk';
import type { Problem } from '@/lib/messaging';
import { type Client, codeProblem, nextCode } from '@/lib/practice';
import { problemText } from '@/lib/problems';
import { Boundary } from '../shared/Boundary';
import { Notice } from '../shared/controls/Notice';
import { PRIVATE_FIELD, PrivateForm } from '../shared/controls/PrivateForm';
import { useText } from '../shared/text';
import { clientAddress } from './address';
import { whyNotErased } from './ClientFile';
import { ClientPage } from './ClientPage';
import { Erase } from './Erase';

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
  onExport(client: Client, ids: readonly string[], format: 'md' | 'json'): void;
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
            <Boundary
              key={client.id}
              of={client}
              instead={() => (
                <article class="card" aria-label={client.code}>
                  <Notice kind="alert">{text('notDrawn_client')}</Notice>
                  <Erase
                    label={text('erase')}
                    name={client.code}
                    what={text('erase_whole', client.code)}
                    rule=""
                    hold={client.legalHold}
                    onErase={async () => whyNotErased(text, await onErase(client.id))}
                  />
                </article>
              )}
            >
              <ClientPage
                client={client}
                library={library}
                onChange={(change) => onChange(client.id, change)}
                onExport={(ids, format) => onExport(client, ids, format)}
                onErase={() => onErase(client.id)}
              />
            </Boundary>
          ) : (
            <p class="empty">{text('clients_choose')}</p>
          )}
        </div>
      )}
    </main>
  );
}
