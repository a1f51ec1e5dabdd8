import { createContext, type RefObject } from 'preact';
import { useContext } from 'preact/hooks';
import type { FromPanel, PanelCommand, Reply } from '@/lib/messaging';

/** What every part of the panel may use. */
export interface PanelContext {
  /** Sends a command and resolves with the answer, which is for whoever asks. */
  send(command: PanelCommand): Promise<Reply>;
  /** Sends a command that was pressed. If it could not be carried out, the panel says why. */
  act(command: PanelCommand): Promise<Reply>;
  newId(): string;
  /** Asks the host for another shape or place. */
  onLayout(message: FromPanel): void;
  /** Where the focus can go: as many of these are there as are drawn. */
  readonly focusable: {
    /** The button that leads on from this shape of the panel. */
    readonly first: RefObject<HTMLButtonElement | null>;
    readonly main: RefObject<HTMLElement | null>;
    readonly note: RefObject<HTMLTextAreaElement | null>;
  };
}

const Context = createContext<PanelContext | null>(null);
export const PanelContextProvider = Context.Provider;

export function usePanel(): PanelContext {
  const context = useContext(Context);
  if (!context) throw new Error('this component belongs into a panel');
  return context;
}
