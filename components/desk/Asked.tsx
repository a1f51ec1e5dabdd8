import { useLayoutEffect, useState } from 'preact/hooks';
import type { Desk } from '@/lib/desk';
import { INSTRUMENT } from '@/lib/measures';
import { useText } from '../shared/text';
import { addressOf, type DeskAddress, measureAddress, sessionAddress } from './address';
import { AskPage, LeaveAsk } from './measures/AskPage';
import { ShowPage } from './session/ShowPage';

/** What is put before a client on a shared screen: questions, or what they take along. */
export type AskedAddress = Extract<DeskAddress, { readonly page: 'ask' | 'show' }>;

export const isAskedAt = (address: DeskAddress): address is AskedAddress =>
  address.page === 'ask' || address.page === 'show';

/**
 * What is put before a client, in the place of the whole desk. Whatever leads away from it, the
 * desk is not shown before somebody has said that the screen isn't shared.
 */
export function Asked({
  asked,
  at,
  isLeft,
  desk,
  onGo,
  onLeft,
}: {
  asked: AskedAddress;
  /** The fragment of the page's address, which may be another by now. */
  at: string;
  /** Whether somebody has said that the screen isn't shared. */
  isLeft: boolean;
  desk: Pick<Desk, 'newId' | 'read' | 'readPaper'>;
  onGo(fragment: string): void;
  /** Leaves it for another fragment. */
  onLeft(to: string): void;
}) {
  const text = useText();
  const own = addressOf(asked);
  /** Where the desk goes once it is left; null while nobody is leaving. */
  const [to, setTo] = useState<string | null>(null);
  const leaves = at !== own;
  // Before the page is painted: whoever presses the way back at once isn't overtaken.
  useLayoutEffect(() => {
    if (!leaves || isLeft) return;
    setTo(at);
    // The page would show the desk if it were loaded anew at any other address.
    onGo(own);
  }, [leaves, isLeft, at, own, onGo]);
  if (to !== null || leaves)
    return (
      <LeaveAsk
        back={text(asked.page === 'ask' ? 'ask_toQuestions' : 'handout_back')}
        onBack={() => setTo(null)}
        onLeave={() => onLeft(to ?? at)}
      />
    );
  if (asked.page === 'show')
    return (
      <ShowPage
        sessionId={asked.id}
        read={desk.read}
        readPaper={desk.readPaper}
        onLeave={() => setTo(sessionAddress(asked.id, 'client'))}
      />
    );
  const { id, measure } = asked;
  return (
    <AskPage
      clientId={id}
      instrument={INSTRUMENT[measure]}
      newId={desk.newId}
      onLeave={() => setTo(measureAddress(id, measure))}
    />
  );
}
