import { useLayoutEffect, useState } from 'preact/hooks';
import type { Desk } from '@/lib/desk';
import { INSTRUMENT } from '@/lib/measures';
import { useText } from '../shared/text';
import {
  addressOf,
  clientAddress,
  type DeskAddress,
  measureAddress,
  sessionAddress,
} from './address';
import { LevelsPage } from './clients/LevelsPage';
import { AskPage, LeaveAsk } from './measures/AskPage';
import { RatePage } from './measures/RatePage';
import { ShowPage } from './session/ShowPage';

/** What is put before a client on a shared screen: questions, or what they take along. */
export type AskedAddress = Extract<
  DeskAddress,
  { readonly page: 'ask' | 'rate' | 'levels' | 'show' }
>;

const ASKED: readonly DeskAddress['page'][] = ['ask', 'rate', 'levels', 'show'];

export const isAskedAt = (address: DeskAddress): address is AskedAddress =>
  ASKED.includes(address.page);

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
        back={text(asked.page === 'show' ? 'handout_back' : 'ask_toQuestions')}
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
  const { id } = asked;
  if (asked.page === 'rate')
    return (
      <RatePage
        clientId={id}
        ownId={asked.own}
        readPaper={desk.readPaper}
        onLeave={() => setTo(clientAddress(id, 'measures'))}
      />
    );
  if (asked.page === 'levels')
    return (
      <LevelsPage
        clientId={id}
        readPaper={desk.readPaper}
        onLeave={() => setTo(clientAddress(id, 'goals'))}
      />
    );
  const { measure } = asked;
  return (
    <AskPage
      clientId={id}
      instrument={INSTRUMENT[measure]}
      newId={desk.newId}
      onLeave={() => setTo(measureAddress(id, measure))}
    />
  );
}
