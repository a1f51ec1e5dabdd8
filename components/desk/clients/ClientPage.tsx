import { useRef, useState } from 'preact/hooks';
import type { Library } from '@/lib/desk';
import type { Head } from '@/lib/library';
import type { Problem } from '@/lib/messaging';
import type { Note } from '@/lib/notes';
import type { PaperBodies, PaperKind } from '@/lib/papers';
import type { Client } from '@/lib/practice';
import { problemText } from '@/lib/problems';
import { dateText } from '@/lib/text';
import { Boundary } from '../../shared/Boundary';
import { Icon } from '../../shared/controls/Icon';
import { Notice } from '../../shared/controls/Notice';
import { useText } from '../../shared/text';
import { addressOf, CLIENT_TABS, type ClientTab, clientAddress } from '../address';
import { Erase } from '../Erase';
import { MeasuresTab } from '../measures/MeasuresTab';
import type { SaveSettings } from '../settings/save';
import type { ReadPaper } from '../use-paper';
import { About } from './About';
import { Absences } from './Absences';
import { ClientFile, lastAtOf, whyNotErased } from './ClientFile';
import { Goals } from './Goals';
import { Prepare } from './Prepare';
import { Safety } from './Safety';
import { Sessions } from './Sessions';

/**
 * Changes a client as it is stored. Resolves with null, or with the reason it couldn't be saved,
 * which the page has said already.
 */
export type Save = (change: (client: Client) => Client) => Promise<Problem | null>;

/** Changes a paper of the client. Resolves with null, or with the reason it couldn't be saved. */
export type ChangePaper = <Kind extends PaperKind>(
  kind: Kind,
  of: string,
  change: (paper: PaperBodies[Kind] | null) => PaperBodies[Kind] | null,
) => Promise<Problem | null>;

export interface ClientPageProps {
  client: Client;
  tab: ClientTab;
  library: Library;
  readPaper: ReadPaper;
  onPaper: ChangePaper;
  /** Adds notes to a session's record. Resolves with null, or with why they couldn't be saved. */
  onNotes(sessionId: string, notes: readonly Note[]): Promise<Problem | null>;
  newId(): string;
  /** Changes the client. Resolves with null, or with the reason the change couldn't be saved. */
  onChange(change: (client: Client) => Client): Promise<Problem | null>;
  /** Exports the client's whole file. */
  onExport(format: 'md' | 'json'): void;
  /** Exports what the client has provided. */
  onExportGiven(): void;
  /** Changes the practitioner's settings. */
  onSettings: SaveSettings;
  /**
   * Erases the client and everything that belongs to them. Resolves with null or with the reason
   * for a failure.
   */
  onErase(): Promise<Problem | null>;
}

/** One client: what to prepare, their sessions, goals, safety, details and file. */
export function ClientPage(props: ClientPageProps) {
  const text = useText();
  const { client } = props;
  return (
    <main>
      <p class="crumbs">
        <a href={addressOf({ page: 'clients' })}>
          <Icon name="previous" />
          {text('desk_clients')}
        </a>
      </p>
      <Boundary key={client.id} of={client} instead={() => <NotShown {...props} />}>
        <Shown {...props} />
      </Boundary>
    </main>
  );
}

function NotShown({ client, onErase }: ClientPageProps) {
  const text = useText();
  return (
    <article class="card" aria-label={client.code}>
      <h1>{client.code}</h1>
      <Notice kind="alert">{text('notDrawn_client')}</Notice>
      <Erase
        label={text('erase')}
        name={client.code}
        what={text('erase_whole', client.code)}
        rule=""
        hold={client.legalHold}
        onErase={async () => whyNotErased(text, await onErase())}
      />
    </article>
  );
}

function Shown(props: ClientPageProps) {
  const { client, tab, library, onChange } = props;
  const text = useText();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [saved, setSaved] = useState(false);
  const underWay = useRef(0);
  const heads = library.heads.filter(({ clientId }) => clientId === client.id);
  const saving = async (write: () => Promise<Problem | null>) => {
    setSaved(false);
    underWay.current += 1;
    const failed = await write();
    underWay.current -= 1;
    setProblem(failed);
    setSaved(failed === null && underWay.current === 0);
    return failed;
  };
  const save: Save = (change) => saving(() => onChange(change));
  const write: ChangePaper = (...args) => saving(() => props.onPaper(...args));
  const addNotes: ClientPapers['addNotes'] = (...args) => saving(() => props.onNotes(...args));
  return (
    <>
      <header class="desk-page-head client-head">
        <h1>{client.code}</h1>
        <p class="lead">{leadOf(client, heads, text)}</p>
      </header>
      <nav class="page-tabs" aria-label={client.code}>
        {CLIENT_TABS.map((name) => (
          <a
            key={name}
            href={clientAddress(client.id, name)}
            aria-current={name === tab ? 'page' : undefined}
          >
            {text(`clientTab_${name}`)}
            {name === 'sessions' && <span class="count">{heads.length}</span>}
          </a>
        ))}
      </nav>
      {problem && <Notice kind="alert">{problemText(text, problem)}</Notice>}
      <span role="status" class="saved">
        {saved ? text('note_saved') : ''}
      </span>
      <Tab
        {...props}
        heads={heads}
        save={save}
        write={write}
        addNotes={addNotes}
        onProblem={setProblem}
      />
    </>
  );
}

function leadOf(client: Client, heads: readonly Head[], text: ReturnType<typeof useText>): string {
  const { state, phase, frequency, mode } = client.engagement;
  const first = heads.at(-1);
  return [
    client.name,
    state === 'active' ? '' : text(`clientState_${state}`),
    phase && text(`phase_${phase}`),
    frequency && text(`frequency_${frequency}`),
    mode && text(`mode_${mode}`),
    first
      ? text.count(
          'client_sessionsSince',
          heads.length,
          dateText(first.startedAt, text.locale, first.utcOffset),
        )
      : text('client_noSessions'),
  ]
    .filter(Boolean)
    .join(' \u00b7 ');
}

function Tab({
  client,
  tab,
  library,
  heads,
  readPaper,
  newId,
  save,
  write,
  addNotes,
  onProblem,
  onExport,
  onExportGiven,
  onSettings,
  onErase,
}: ClientPageProps & {
  heads: readonly Head[];
  save: Save;
  write: ChangePaper;
  addNotes: ClientPapers['addNotes'];
  onProblem(problem: Problem | null): void;
}) {
  const text = useText();
  const papers: ClientPapers = {
    of: client.id,
    heads,
    readPaper,
    writes: library.paperWrites,
    write,
    addNotes,
    newId,
  };
  const clinical = (client.profile ?? library.settings.profile) === 'therapist';
  switch (tab) {
    case 'prepare':
      if (library.reading && heads.length === 0)
        return <p aria-busy="true">{text('sessions_reading')}</p>;
      return (
        <Prepare
          client={client}
          heads={heads}
          papers={papers}
          clinical={clinical}
          topicHint={library.settings.topicHint}
          save={save}
          centring={library.settings.centring}
          onHideCentring={() =>
            void onSettings((before) => ({ ...before, centring: false })).then(onProblem)
          }
        />
      );
    case 'sessions':
      return (
        <>
          <Sessions clientId={client.id} heads={heads} />
          <Absences papers={papers} />
        </>
      );
    case 'measures':
      return <MeasuresTab clinical={clinical} speakers={client.speakers} papers={papers} />;
    case 'goals':
      return <Goals papers={papers} />;
    case 'safety':
      return <Safety client={client} save={save} />;
    case 'about':
      return <About client={client} library={library} save={save} />;
    case 'file':
      return (
        <section class="client-file">
          <ClientFile
            client={client}
            lastAt={lastAtOf(client, heads)}
            sessions={heads.length}
            isOpen={heads.some(({ closed }) => !closed)}
            notes={heads.reduce((sum, { notes, privateNotes }) => sum + notes + privateNotes, 0)}
            practiceYears={library.settings.retentionYears}
            actions={{
              exportAll: onExport,
              exportGiven: onExportGiven,
              erase: async () => whyNotErased(text, await onErase()),
            }}
            onChange={(change) => void save(change)}
          />
        </section>
      );
  }
}

/** What the tabs of a client need to show and change papers. */
export interface ClientPapers {
  /** The client's id. */
  readonly of: string;
  /** The client's sessions, the newest first. */
  readonly heads: readonly Head[];
  readonly readPaper: ReadPaper;
  readonly writes: number;
  readonly write: ChangePaper;
  /** Adds notes to a session's record. Resolves with null, or with why they couldn't be saved. */
  addNotes(sessionId: string, notes: readonly Note[]): Promise<Problem | null>;
  newId(): string;
}
