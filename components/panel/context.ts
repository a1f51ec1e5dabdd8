import { createContext, type RefObject } from 'preact';
import { useContext } from 'preact/hooks';
import type { FromPanel, PanelCommand, Reply } from '@/lib/messaging';

/** What a bar makes room for, and comes back after. */
export type Aside = 'page' | 'menu' | 'mode' | 'situations' | 'kinds';

/** What every part of the panel may use. */
export interface PanelContext {
  /** Sends a command. Resolves with the reply, which the caller handles. */
  send(command: PanelCommand): Promise<Reply>;
  /** Sends a command that was pressed. If it fails, the panel says why. */
  act(command: PanelCommand): Promise<Reply>;
  newId(): string;
  /** Unfolds the panel: to a bar under the camera where there is room for one. */
  unfold(): void;
  /** Opens the whole panel at an edge of the window, from the bar. */
  beside(): void;
  /** Opens it for one thing that has no room in the bar. */
  aside(what: Aside): void;
  /** Goes back to the bar that made room for this. Says whether there was one. */
  back(what: Aside): boolean;
  /** Leaves the panel as it is, whatever the bar made room for. */
  stay(): void;
  /** Sends a message about shape or place to the host. */
  onLayout(message: FromPanel): void;
  /** How far the notes were scrolled, in which session. Another size begins there. */
  readonly scrolled: RefObject<{ readonly of: string; readonly top: number } | null>;
  /** Elements that can take the focus. Each is null unless it is drawn. */
  readonly focusable: {
    /** The main button of the strip, the dot or the pill. */
    readonly first: RefObject<HTMLButtonElement | null>;
    readonly main: RefObject<HTMLElement | null>;
    readonly note: RefObject<HTMLTextAreaElement | null>;
  };
}

const Context = createContext<PanelContext | null>(null);
export const PanelContextProvider = Context.Provider;

/**
 * The context of the panel around a component.
 * @throws Error outside a panel
 */
export function usePanel(): PanelContext {
  const context = useContext(Context);
  if (!context) throw new Error('this component belongs into a panel');
  return context;
}
