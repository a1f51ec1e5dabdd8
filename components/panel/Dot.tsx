import { type Timeline, wholeMinutes } from '@/lib/session';
import { Mark } from '../shared/session/Mark';
import { useText } from '../shared/text';
import { usePanel } from './context';

/** The smallest panel: the legs as a mark, and the minutes left. A press unfolds it. */
export function Dot({ session }: { session: Timeline | null }) {
  const text = useText();
  const { focusable, unfold } = usePanel();
  const left = session?.phase === 'running' ? wholeMinutes(Math.max(0, session.remainingMs)) : null;
  return (
    <div class="panel-dot">
      <Mark size={20} {...(session ? { legs: session.legs } : {})} />
      {left !== null && <span aria-hidden="true">{left}</span>}
      <button
        type="button"
        class="quiet"
        ref={focusable.first}
        aria-label={text('open_panel')}
        aria-description={left === null ? undefined : text.count('dot_left', left)}
        onClick={unfold}
      />
    </div>
  );
}
