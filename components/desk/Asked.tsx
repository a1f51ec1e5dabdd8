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
  speakers,
  writes,
  desk,
  onGo,
  onLeft,
}: {
  asked: AskedAddress;
  /** The fragment of the page's address, which may be another by now. */
  at: string;
  /** Whether somebody has said that the screen isn't shared. */
  isLeft: boolean;
  /** The initials of those who take part, where a client is asked. */
  speakers: readonly string[];
  /** How often papers were written. */
  writes: number;
  desk: Pick<Desk, 'newId' | 'read' | 'readPaper'>;
  onGo(fragment: string): void;
  /** Leaves it for another fragment. */
  onLeft(to: string): void;
}) {
  const text = useText();
  const address = addressOf(asked);
  /** Where the desk goes once it is left; null while nobody is leaving. */
  const [to, setTo] = useState<string | null>(null);
  const leaves = at !== address;
  // Before the page is painted: whoever presses the way back at once isn't overtaken.
  useLayoutEffect(() => {
    if (!leaves || isLeft) return;
    setTo(at);
    // The page would show the desk if it were loaded anew at any other address.
    onGo(address);
  }, [leaves, isLeft, at, address, onGo]);
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
        speakers={speakers}
        readPaper={desk.readPaper}
        writes={writes}
        newId={desk.newId}
        onLeave={() => setTo(clientAddress(id, 'measures'))}
      />
    );
  if (asked.page === 'levels')
    return (
      <LevelsPage
        clientId={id}
        readPaper={desk.readPaper}
        newId={desk.newId}
        onLeave={() => setTo(clientAddress(id, 'goals'))}
      />
    );
  const { measure } = asked;
  return (
    <AskPage
      clientId={id}
      instrument={INSTRUMENT[measure]}
      speakers={speakers}
      newId={desk.newId}
      onLeave={() => setTo(measureAddress(id, measure))}
    />
  );
}
