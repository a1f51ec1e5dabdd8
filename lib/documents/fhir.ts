import type { SessionDocument } from '../papers';
import type { Client } from '../practice';
import { enteredAfterwards, lastOf } from '../session';
import type { Text } from '../text';
import type { SessionRecord } from '../vault';
import { documentText } from './document-text';
import type { RenderedDocument } from './session-document';

/** Where the ids of this extension's resources are from. */
const SYSTEM = 'urn:perch';

/** A session of a call. */
const VIRTUAL = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
  code: 'VR',
  display: 'virtual',
};
/** Nobody says where a session was that was written on paper. */
const UNKNOWN = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor',
  code: 'UNK',
  display: 'unknown',
};

/** How other resources of the bundle refer to one: within it, by this address alone. */
const addressOf = ({ resourceType, id }: { readonly resourceType: string; readonly id: string }) =>
  `${SYSTEM}:${resourceType}:${id}`;

/**
 * A session's document as a FHIR R4 bundle: the encounter with its times, and the document as plain
 * text in a document reference. The client is known by a code. Standards and examples:
 * https://hl7.org/fhir/R4/
 */
export function documentFhir(
  session: SessionRecord,
  document: SessionDocument,
  rendered: RenderedDocument,
  client: Client | null,
  text: Text,
  now: number,
): string {
  const iso = (at: number) => new Date(at).toISOString();
  const started = session.events[0]?.at ?? 0;
  const ended = lastOf(session.events, 'ended')?.at;
  const subject = { identifier: { system: `${SYSTEM}:client`, value: client?.code || '-' } };
  const isFinal = document.finalisedAt !== null;
  const encounter = {
    resourceType: 'Encounter',
    id: fhirId(session.id),
    identifier: [{ system: `${SYSTEM}:session`, value: session.id }],
    status: ended === undefined ? 'in-progress' : 'finished',
    class: enteredAfterwards(session.events) === null ? VIRTUAL : UNKNOWN,
    subject,
    period: { start: iso(started), ...(ended === undefined ? {} : { end: iso(ended) }) },
  };
  const reference = {
    resourceType: 'DocumentReference',
    id: fhirId(`d-${session.id}`),
    status: 'current',
    docStatus: isFinal ? (document.addenda.length > 0 ? 'amended' : 'final') : 'preliminary',
    type: {
      coding: [{ system: 'http://loinc.org', code: '11506-3', display: 'Progress note' }],
      text: rendered.format.name,
    },
    subject,
    date: iso(document.finalisedAt ?? now),
    content: [
      {
        attachment: {
          contentType: 'text/plain; charset=utf-8',
          language: text.language,
          data: base64(documentText(rendered, text)),
          creation: iso(document.finalisedAt ?? now),
        },
      },
    ],
    context: { encounter: [{ reference: addressOf(encounter) }], period: encounter.period },
  };
  const bundle = {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: iso(now),
    entry: [encounter, reference].map((resource) => ({
      fullUrl: addressOf(resource),
      resource,
    })),
  };
  return JSON.stringify(bundle, null, 2);
}

/** An id as FHIR allows them: 64 letters, digits, dashes and dots. */
const fhirId = (id: string): string => id.replace(/[^A-Za-z0-9.-]/g, '-').slice(0, 64);

function base64(words: string): string {
  const bytes = new TextEncoder().encode(words);
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
