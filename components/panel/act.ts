import type { PanelCommand, Reply } from '@/lib/messaging';

/** Sends a command that was pressed. If it could not be carried out, the panel says why. */
export type Act = (command: PanelCommand) => Promise<Reply>;
