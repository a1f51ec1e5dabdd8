import type { Head } from '@/lib/library';
import { NOTHING_AHEAD, withLine } from '@/lib/papers';
import { fillPrompt } from '@/lib/prompts';
import { useClock } from '../../shared/clock';
import { useText } from '../../shared/text';
import { AnswerButton } from '../AnswerButton';
import { PrivateTag } from '../PrivateTag';
import { usePaper } from '../use-paper';
import type { ClientPapers } from './ClientPage';
import { sameTopic } from './same-topic';

/**
 * A private hint that a theme stays while something else waits. The practitioner decides: what fits
 * stands in what might come up. Answered once, it isn't asked again before another session.
 */
export function TopicHint({
  heads,
  papers: { of, readPaper, writes, write, newId },
}: {
  /** The client's closed sessions, the newest first. */
  heads: readonly Head[];
  papers: ClientPapers;
}) {
  const text = useText();
  const clock = useClock();
  const ahead = usePaper('ahead', of, readPaper, writes);
  const found = sameTopic(heads);
  // Before the answer is read, nobody knows whether it was asked.
  if (!found || ahead === undefined || ahead?.hintFor === found.sessionId) return null;
  const { theme, waiting, sessionId: hintFor } = found;
  const words = fillPrompt(text('topicHint_words'), { focus: theme });
  const keep = () => {
    const line = { id: newId(), at: clock.now(), text: words };
    void write('ahead', of, (before) =>
      // A press too many adds nothing.
      before?.hintFor === hintFor ? null : { ...withLine(before, line), hintFor },
    );
  };
  const leave = () =>
    void write('ahead', of, (before) => ({ ...(before ?? NOTHING_AHEAD), hintFor }));
  return (
    <section aria-label={text('topicHint')} class="ahead-list">
      <div class="section-head">
        <h2>{text('topicHint')}</h2>
        <PrivateTag />
      </div>
      <p>{text('topicHint_what', theme, waiting)}</p>
      <p dir="auto">{words}</p>
      <p class="button-row">
        <AnswerButton class="secondary" onPress={keep}>
          {text('topicHint_keep')}
        </AnswerButton>
        <AnswerButton class="quiet" onPress={leave}>
          {text('topicHint_no')}
        </AnswerButton>
      </p>
    </section>
  );
}
