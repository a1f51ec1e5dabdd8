import type * as v from 'valibot';
import { type ClientAbsences, clientAbsencesShape, mergedAbsences } from './absences';
import { type Calendar, calendarShape } from './calendar';
import {
  type ClientAhead,
  type ClientGoals,
  type ClientPlans,
  clientAheadShape,
  clientGoalsShape,
  clientPlansShape,
  mergedAhead,
  mergedGoals,
  mergedPlans,
} from './client-papers';
import { type ClientFeedback, clientFeedbackShape, mergedFeedback } from './feedback';
import { type Handout, handoutShape, mergedHandouts } from './handout';
import { type ClientMeasures, clientMeasuresShape, mergedMeasures } from './measures';
import { type ClientScaling, clientScalingShape, mergedScaling } from './scaling';
import { mergedDocuments, type SessionDocument, sessionDocumentShape } from './session-document';

/** What each kind of paper holds. */
export interface PaperBodies {
  /** Beside a session's notes: own words, head, when it was finalised, addenda. */
  readonly document: SessionDocument;
  /** What the client takes along from a session. */
  readonly handout: Handout;
  readonly plans: ClientPlans;
  readonly ahead: ClientAhead;
  readonly goals: ClientGoals;
  readonly measures: ClientMeasures;
  /** How far goals have got, by levels that were agreed. */
  readonly scaling: ClientScaling;
  /** Sessions that were agreed and not held. */
  readonly absences: ClientAbsences;
  /** What a client has said about sessions. */
  readonly feedback: ClientFeedback;
  readonly calendar: Calendar;
}
export type PaperKind = keyof PaperBodies;

interface Paper<Body> {
  /** What it belongs to, and is erased with. */
  readonly of: 'session' | 'client' | 'practice';
  readonly compartment: 'record' | 'private';
  readonly shape: v.GenericSchema<unknown, Body>;
  /** Both versions in one, so that restoring a backup loses no word. */
  merge(mine: Body, other: Body): Body;
}

/** The papers that a session or a client can have: one of each kind. */
export const PAPERS: { readonly [Kind in PaperKind]: Paper<PaperBodies[Kind]> } = {
  document: {
    of: 'session',
    compartment: 'record',
    shape: sessionDocumentShape,
    merge: mergedDocuments,
  },
  handout: { of: 'session', compartment: 'record', shape: handoutShape, merge: mergedHandouts },
  plans: { of: 'client', compartment: 'record', shape: clientPlansShape, merge: mergedPlans },
  ahead: { of: 'client', compartment: 'private', shape: clientAheadShape, merge: mergedAhead },
  goals: { of: 'client', compartment: 'record', shape: clientGoalsShape, merge: mergedGoals },
  measures: {
    of: 'client',
    compartment: 'record',
    shape: clientMeasuresShape,
    merge: mergedMeasures,
  },
  scaling: {
    of: 'client',
    compartment: 'record',
    shape: clientScalingShape,
    merge: mergedScaling,
  },
  absences: {
    of: 'client',
    compartment: 'record',
    shape: clientAbsencesShape,
    merge: mergedAbsences,
  },
  feedback: {
    of: 'client',
    compartment: 'record',
    shape: clientFeedbackShape,
    merge: mergedFeedback,
  },
  calendar: {
    of: 'practice',
    compartment: 'record',
    shape: calendarShape,
    merge: (mine) => mine,
  },
};

export const PAPER_KINDS = Object.keys(PAPERS) as readonly PaperKind[];
