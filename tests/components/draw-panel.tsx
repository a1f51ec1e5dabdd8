import { beforeEach, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { PanelProps } from '@/components/panel/props';
import type { Snapshot } from '@/lib/messaging';
import { type Around, panelWith } from '../fixtures/panel.tsx';
import { again, show } from './show.tsx';

export const send = vi.fn<PanelProps['send']>(async () => ({ ok: true }));
/** The types of all that was sent, but for edits that are kept while somebody types. */
export const pressed = () =>
  send.mock.calls.map(([{ type }]) => type).filter((type) => type !== 'draftEdit');
export const onLayout = vi.fn<PanelProps['onLayout']>();
export const onDropDone = vi.fn<PanelProps['onDropDone']>();

/** Forgets before each test of a file what the panel has sent. */
export function panelForEachTest(): void {
  beforeEach(() => {
    send.mockReset().mockResolvedValue({ ok: true });
    onLayout.mockReset();
    onDropDone.mockReset();
  });
}

export const panel = (snapshot: Snapshot | null, around?: Around) =>
  panelWith({ send, onLayout, onDropDone }, snapshot, around);
export const draw = (...what: Parameters<typeof panel>) => show(panel(...what));
export const redraw = (...what: Parameters<typeof panel>) => again(panel(...what));

export const press = (role: 'radio' | 'button' | 'checkbox', name: string) =>
  userEvent.click(page.getByRole(role, { name, exact: true }));
export const recorded = () =>
  send.mock.calls.flatMap(([command]) => (command.type === 'record' ? [command.event] : []));
