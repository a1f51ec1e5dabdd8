import type { StartedRehearsal } from '@/lib/panel';
import { Rehearsal } from './Rehearsal';

/** The page of the rehearsal, as the panel over it goes on. */
export function RehearsalApp({ page }: { page: StartedRehearsal }) {
  return <Rehearsal snapshot={page.snapshot.value} onLeave={() => void page.leave()} />;
}
