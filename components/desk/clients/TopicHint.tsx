import type { Head } from '@/lib/library';
import { fillPrompt } from '@/lib/prompts';
import { useText } from '../../shared/text';
import { PrivateTag } from '../PrivateTag';
import { useKept } from '../unsaved';
import { sameTopic } from './same-topic';

/** A private hint that a theme stays while something else waits. The practitioner decides. */
export function TopicHint({
  clientId,
  heads,
  onKeep,
}: {
  clientId: string;
  /** The client's closed sessions, the newest first. */
  heads: readonly Head[];
  /** Keeps words with what might come up. */
  onKeep(words: string): Promise<boolean>;
}) {
  const text = useText();
  const found = sameTopic(heads);
  // Answered once, it isn't asked again until there is another session.
  const [answeredFor, setAnsweredFor] = useKept(`${clientId} topic hint`, '');
  if (!found || answeredFor === found.sessionId) return null;
  const { theme, waiting, sessionId } = found;
  const words = fillPrompt(text('topicHint_words'), { focus: theme });
  return (
    <section aria-label={text('topicHint')} class="ahead-list">
      <div class="section-head">
        <h2>{text('topicHint')}</h2>
        <PrivateTag />
      </div>
      <p>{text('topicHint_what', theme, waiting)}</p>
      <p dir="auto">{words}</p>
      <p class="button-row">
        <button
          type="button"
          class="secondary"
          onClick={() => void onKeep(words).then((kept) => kept && setAnsweredFor(sessionId))}
        >
          {text('topicHint_keep')}
        </button>
        <button type="button" class="quiet" onClick={() => setAnsweredFor(sessionId)}>
          {text('topicHint_no')}
        </button>
      </p>
    </section>
  );
}
