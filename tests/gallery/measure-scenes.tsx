/** Measures of a client, entering one, and showing it to the client. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { LevelsPage } from '@/components/desk/clients/LevelsPage';
import { AskPage, LeaveAsk } from '@/components/desk/measures/AskPage';
import { useEntry } from '@/components/desk/measures/entry';
import { MeasurePage } from '@/components/desk/measures/MeasurePage';
import { RatePage } from '@/components/desk/measures/RatePage';
import type { ReadPaper } from '@/components/desk/use-paper';
import type { Library } from '@/lib/desk';
import { INSTRUMENT, type InstrumentId } from '@/lib/measures';
import { NO_MEASURES } from '@/lib/papers';
import type { Client } from '@/lib/practice';
import { Editors } from '../fixtures/editors.tsx';
import { someMeasures } from '../fixtures/measures.ts';
import { NOW } from '../fixtures/panel.tsx';

const nothing = async () => null;

/** Has these answers in the desk before a page is drawn, as if somebody had just given them. */
function Answered({
  of,
  id,
  answers,
  children,
}: {
  of: string;
  id: InstrumentId;
  answers: readonly (number | null)[];
  children: ComponentChildren;
}) {
  const [entry, setEntry] = useEntry(of, INSTRUMENT[id]);
  const [isThere, setIsThere] = useState(false);
  if (!isThere) {
    if (!entry)
      setEntry({
        id: 'new',
        answers,
        unscored: 1,
        by: 'readOut',
        person: null,
        assessed: '',
        agreed: '',
        noted: false,
        beganAt: NOW,
      });
    setIsThere(true);
    return null;
  }
  return children;
}

export const measurePage = (
  client: Client,
  library: Library,
  id: InstrumentId,
  answers: readonly (number | null)[],
) => (
  <Editors>
    <Answered of={client.id} id={id} answers={answers}>
      <MeasurePage
        client={client}
        instrument={INSTRUMENT[id]}
        library={library}
        readPaper={async (kind) => (kind === 'measures' ? someMeasures(NOW) : null) as never}
        readCard={async () => client.card}
        onPaper={nothing}
        onNotes={nothing}
        newId={() => 'new'}
        onDone={() => {}}
      />
    </Answered>
  </Editors>
);

export const askPage = (answers: readonly (number | null)[]) => (
  <Editors>
    <Answered of="c" id="phq9" answers={answers}>
      <AskPage
        clientId="c"
        instrument={INSTRUMENT.phq9}
        speakers={[]}
        newId={() => 'new'}
        onLeave={() => {}}
      />
    </Answered>
  </Editors>
);

/** A measure of one number, as a client answers it. */
export const ratePage = () => (
  <Editors>
    <RatePage
      clientId="c"
      ownId="m"
      speakers={[]}
      writes={0}
      newId={() => 'new'}
      readPaper={
        (async () => ({
          ...NO_MEASURES,
          own: [{ id: 'm', name: 'How did you sleep?', from: 0, to: 10, better: 'more' }],
        })) as ReadPaper
      }
      onLeave={() => {}}
    />
  </Editors>
);

/** Where a goal is, as a client says it. */
export const levelsPage = () => {
  const goal = { id: 'g', at: 0, text: 'Say no without explaining', state: 'open', changedAt: 0 };
  const levels = { '0': 'twice a week', '1': 'most days' };
  const papers = {
    goals: { goals: [goal, { ...goal, id: 'h', text: 'Sleep through' }] },
    scaling: { goals: { g: { weight: 1, levels } }, reviews: [] },
  };
  return (
    <Editors>
      <LevelsPage
        clientId="c"
        newId={() => 'new'}
        readPaper={(async (kind: string) => papers[kind as 'goals']) as ReadPaper}
        onLeave={() => {}}
      />
    </Editors>
  );
};

export const leaveAsk = () => (
  <LeaveAsk back="Back to the questions" onBack={() => {}} onLeave={() => {}} />
);
