import { useEffect, useState } from 'preact/hooks';
import { notesOf, planText } from '@/lib/documents';
import { type Handout, NO_HANDOUT } from '@/lib/papers';
import { offsetAt } from '@/lib/session';
import { dayText } from '@/lib/text';
import type { SessionRecord } from '@/lib/vault';
import { useText } from '../../shared/text';
import { AskedFrame } from '../AskedFrame';
import type { ReadPaper } from '../use-paper';

/**
 * What a client takes along, in the whole window, so that they can read it on a shared screen. It
 * shows nobody's code, no other note and no way to any other page.
 */
export function ShowPage({
  sessionId,
  read,
  readPaper,
  onLeave,
}: {
  sessionId: string;
  read(ids: readonly string[]): Promise<readonly SessionRecord[]>;
  readPaper: ReadPaper;
  onLeave(): void;
}) {
  const text = useText();
  /** Null while it is read. */
  const [shown, setShown] = useState<{ session: SessionRecord; handout: Handout } | 'gone' | null>(
    null,
  );
  useEffect(() => {
    let wanted = true;
    void Promise.all([read([sessionId]), readPaper('handout', sessionId)]).then(
      ([[session], handout]) => {
        if (wanted) setShown(session ? { session, handout: handout ?? NO_HANDOUT } : 'gone');
      },
      // With other keys it is read again, by the library that is opened with them.
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [sessionId, read, readPaper]);
  const there = shown === 'gone' ? null : shown;
  const at = there?.session.events[0]?.at ?? 0;
  return (
    <AskedFrame
      heading={text(shown === 'gone' ? 'gone_title' : 'handout_title')}
      busy={shown === null}
      onClose={onLeave}
    >
      {there && (
        <>
          <p class="asked-stem">{dayText(at, text.locale, offsetAt(there.session.events, at))}</p>
          {notesOf(there.session, 'client').map((note) => (
            <p key={note.id} class="handout-how" dir="auto">
              {planText(note, text)}
            </p>
          ))}
          {there.handout.exercises.map(({ id, name, instructions }) => (
            <section key={id} aria-label={name}>
              <h2 dir="auto">{name}</h2>
              <p class="handout-how" dir="auto">
                {instructions}
              </p>
            </section>
          ))}
          {there.handout.words !== '' && (
            <p class="handout-how" dir="auto">
              {there.handout.words}
            </p>
          )}
        </>
      )}
    </AskedFrame>
  );
}
