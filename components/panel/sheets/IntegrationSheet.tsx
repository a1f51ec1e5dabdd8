import { latestText } from '@/lib/notes';
import { Named } from './Named';
import type { SheetProps } from './sheet-props';

/** Integration: the client's takeaway first, then an observation. */
export function IntegrationSheet({ view, note }: SheetProps) {
  return (
    <>
      <Named kind="takeaway" view={view} note={note} />
      <Named
        kind="observation"
        view={view}
        note={note}
        waits={latestText(view.notes, 'takeaway') === null}
      />
    </>
  );
}
