import { useId, useState } from 'preact/hooks';
import type { Head } from '@/lib/library';
import type { Problem } from '@/lib/messaging';
import {
  type Client,
  dueAt,
  RETENTION_AGE,
  RETENTION_YEARS,
  type Rule,
  ruleFor,
} from '@/lib/practice';
import { problemText } from '@/lib/problems';
import { dayText } from '@/lib/text';
import { Field } from '../../shared/controls/Field';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { Erase } from '../Erase';
import { NumberInput } from '../NumberInput';

/** What can be done with a client's whole file. */
export interface FileActions {
  /** Exports everything about the client, `record` and `private` in separate files. */
  exportAll(format: 'md' | 'json'): void;
  /** Exports what the client has provided, for them to take elsewhere. */
  exportGiven(): void;
  /**
   * Erases the client and everything that belongs to them. Resolves with null or with the reason
   * for a failure.
   */
  erase(): Promise<string | null>;
}

/** When the client's last session was, or when they were added, in epoch milliseconds. */
export const lastAtOf = (
  client: Client,
  heads: readonly Pick<Head, 'clientId' | 'startedAt'>[],
): number =>
  heads.reduce(
    (last, { clientId, startedAt }) => (clientId === client.id ? Math.max(last, startedAt) : last),
    client.createdAt,
  );

/** A client's whole file: how long it is kept, its export, and erasing it. */
export function ClientFile({
  client,
  lastAt,
  sessions,
  isOpen,
  practiceYears,
  notes,
  actions,
  onChange,
}: {
  client: Client;
  /** When the last session was, or when the client was added. */
  lastAt: number;
  sessions: number;
  /** Whether one of them is open. */
  isOpen: boolean;
  /** The practice's rule in years; null for none. */
  practiceYears: number | null;
  /** How many notes there are in all sessions. */
  notes: number;
  actions: FileActions;
  onChange(change: (client: Client) => Client): void;
}) {
  const text = useText();
  const given = useId();
  const rule = ruleFor(client, practiceYears);
  const due = dueAt(rule, lastAt);
  const { retention } = client;
  // What differs from the practice's rule is in sight.
  const [hasOwn] = useState(
    retention.years !== null || retention.untilAge !== null || client.legalHold !== '',
  );
  const counts = [text.count('count_session', sessions), text.count('count_line', notes)] as const;
  const set = (change: Partial<Client['retention']>) =>
    onChange((before) => ({ ...before, retention: { ...before.retention, ...change } }));
  return (
    <>
      <section aria-label={text('file')}>
        <h2>{text('file')}</h2>
        <p>{ruleText(text, rule)}</p>
        {due !== null && <p>{text('file_due', dayText(due, text.locale))}</p>}
        <details class="fold" open={hasOwn}>
          <summary>{text('file_rules')}</summary>
          <PrivateForm class="client-form">
            <NumberField
              label={text('file_years')}
              range={RETENTION_YEARS}
              value={retention.years}
              onInput={(years) => set({ years })}
            />
            <label class="card-field">
              <span>{text('file_born')}</span>
              <input
                type="date"
                value={retention.bornOn}
                autocomplete="off"
                onInput={({ currentTarget }) => set({ bornOn: currentTarget.value })}
              />
            </label>
            <NumberField
              label={text('file_untilAge')}
              range={RETENTION_AGE}
              value={retention.untilAge}
              onInput={(untilAge) => set({ untilAge })}
            />
            <Field
              label={text('file_hold')}
              value={client.legalHold}
              onInput={(legalHold) => onChange((before) => ({ ...before, legalHold }))}
            />
          </PrivateForm>
        </details>
      </section>
      <section aria-label={text('file_copy')}>
        <h2>{text('file_copy')}</h2>
        <p class="card-actions">
          <span class="dim">{text('file_export')}</span>
          {(['md', 'json'] as const).map((format) => (
            <button
              key={format}
              type="button"
              class="secondary"
              aria-label={`${text('file_export')}: ${text(`format_${format}`)}`}
              onClick={() => actions.exportAll(format)}
            >
              {text(`format_${format}`)}
            </button>
          ))}
        </p>
        <p class="card-actions">
          <button
            type="button"
            class="secondary"
            aria-describedby={given}
            onClick={actions.exportGiven}
          >
            {text('file_exportGiven')}
          </button>
        </p>
        <p class="field-hint" id={given}>
          {text('file_exportGivenWhat')}
        </p>
        <p class="field-hint">{text('export_warning')}</p>
      </section>
      <section aria-label={text('file_erase')}>
        <h2>{text('file_erase')}</h2>
        <p class="dim">{text('file_eraseWhat', ...counts)}</p>
        <Erase
          label={text('erase')}
          name={client.code}
          what={text('erase_what', client.code, ...counts)}
          rule={ruleText(text, rule)}
          hold={client.legalHold}
          open={isOpen ? problemText(text, 'sessionOpen') : null}
          onErase={actions.erase}
        />
      </section>
    </>
  );
}

/** Why something couldn't be erased, in the user's words; null if it was. */
export function whyNotErased(
  text: ReturnType<typeof useText>,
  problem: Problem | null,
): string | null {
  if (problem === 'sessionOpen' || problem === 'underHold') return problemText(text, problem);
  return problem && text('problem_eraseFailed');
}

/** The rule in force, in words. */
export function ruleText(text: ReturnType<typeof useText>, rule: Rule | null): string {
  if (!rule) return text('file_noRule');
  return [
    rule.years === null ? '' : text.count('file_ruleYears', rule.years),
    rule.untilAge === null ? '' : text('file_ruleAge', rule.untilAge),
  ]
    .filter(Boolean)
    .join(' ');
}

/** A field for a whole number in a range; empty for null. Other values aren't passed on. */
export function NumberField({
  label,
  range,
  value,
  onInput,
}: {
  label: string;
  range: { readonly min: number; readonly max: number };
  value: number | null;
  onInput(value: number | null): void;
}) {
  const id = useId();
  return (
    <div class="card-field">
      <label for={id}>{label}</label>
      <NumberInput id={id} range={range} value={value} onNumber={onInput} />
    </div>
  );
}
