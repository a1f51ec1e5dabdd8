/** Measures of a client, entering one, and showing it to the client. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { AskPage, LeaveAsk } from '@/components/desk/measures/AskPage';
import { useEntry } from '@/components/desk/measures/entry';
import { MeasurePage } from '@/components/desk/measures/MeasurePage';
import type { Library } from '@/lib/desk';
import { INSTRUMENT, type InstrumentId } from '@/lib/measures';
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
      <AskPage clientId="c" instrument={INSTRUMENT.phq9} newId={() => 'new'} onLeave={() => {}} />
    </Answered>
  </Editors>
);

export const leaveAsk = () => (
  <LeaveAsk back="Back to the questions" onBack={() => {}} onLeave={() => {}} />
);
