import { latestText } from '@/lib/notes';
import { useText } from '../../shared/text';
import { Named } from './Named';
import { NotedInOnePress } from './NotedInOnePress';
import { PatternMark } from './PatternMark';
import type { SheetProps } from './sheet-props';

/** Integration: the client's takeaway first, then an observation, and the themes in them. */
export function IntegrationSheet({ view, note }: SheetProps) {
  const text = useText();
  const noted = view.notes.filter(({ kind }) => kind === 'theme').map((theme) => theme.text);
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
        options={view.client?.themes ?? []}
        label={(theme) => theme}
        isOn={(theme) => noted.includes(theme)}
      >
        <button type="button" class="link" onClick={() => note.begin('theme')}>
          {text('theme_new')}
        </button>
        <PatternMark view={view} note={note} />
      </NotedInOnePress>
    </>
  );
}
