import { useState } from 'preact/hooks';
import { type Note, newNote } from '@/lib/notes';
import { useClock } from '../../shared/clock';
import { useText } from '../../shared/text';
import { AddLine } from '../clients/AddLine';
import { useIsUnsaved } from '../unsaved';
import { Alliance } from './Alliance';
import { allianceEditor, privateEditor, QUESTIONS, questionEditor } from './editors';

/** Private notes that are added after a session: of one's own, or as answers to four questions. */
export function Reflection({
  sessionId,
  elapsedMs,
  isOpen,
  newId,
  onAdd,
}: {
  sessionId: string;
  /** How long the session was. */
  elapsedMs: number;
  /** Whether somebody comes for the questions. */
  isOpen: boolean;
  newId(): string;
  /** Resolves with true once it is kept. */
  onAdd(note: Note): Promise<boolean>;
}) {
  const text = useText();
  const clock = useClock();
  const isUnsaved = useIsUnsaved();
  // What is half typed is in sight.
  const [isBegun] = useState(() =>
    QUESTIONS.some((question) => isUnsaved(questionEditor(sessionId, question))),
  );
  const add = (words: string) =>
    onAdd(
      newNote({
        id: newId(),
        at: clock.now(),
        leg: null,
        intoMs: elapsedMs,
        kind: 'note',
        compartment: 'private',
        text: words,
      }),
    );
  return (
    <>
      <AddLine
        of={sessionId}
        name={privateEditor(sessionId)}
        label={text('private_add')}
        button={text('document_add')}
        onAdd={add}
      />
      <details class="fold" open={isOpen || isBegun}>
        <summary>{text('reflect')}</summary>
        <p class="dim">{text('reflect_what')}</p>
        {QUESTIONS.map((question) => (
          <AddLine
            key={question}
            of={sessionId}
            name={questionEditor(sessionId, question)}
            label={text(`reflect_${question}`)}
            button={text('reflect_keep')}
            onAdd={(words) => add(`${text(`reflect_${question}`)} ${words}`)}
          />
        ))}
      </details>
      <Alliance sessionId={sessionId} name={allianceEditor(sessionId)} onAdd={add} />
    </>
  );
}
