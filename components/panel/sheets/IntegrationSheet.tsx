import { latestText } from '@/lib/notes';
import { useText } from '../../shared/text';
import { Named } from './Named';
import { NotedInOnePress } from './NotedInOnePress';
import { PatternMark } from './PatternMark';
import type { SheetProps } from './sheet-props';

/** Most themes of earlier sessions that are offered at once, the last ones first. */
const MOST_THEMES = 6;

/** Integration: the client's takeaway first, then an observation, and the themes in them. */
export function IntegrationSheet({ view, note }: SheetProps) {
  const text = useText();
  const noted = view.notes.filter(({ kind }) => kind === 'theme').map((theme) => theme.text);
  const earlier = (view.client?.themes ?? []).filter((theme) => !noted.includes(theme));
  return (
    <>
      <Named kind="takeaway" view={view} note={note} />
      <Named
        kind="observation"
        view={view}
        note={note}
        waits={latestText(view.notes, 'takeaway') === null}
      />
      <NotedInOnePress
        name={text('themes')}
        kind="theme"
        note={note}
        options={earlier.slice(0, MOST_THEMES)}
        label={(theme) => theme}
      >
        <button type="button" class="link" onClick={() => note.begin('theme')}>
          {text('theme_new')}
        </button>
        <PatternMark view={view} note={note} />
      </NotedInOnePress>
    </>
  );
}
