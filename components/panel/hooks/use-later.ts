import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useChange } from '../../shared/use-change';
import type { PageProps } from '../pages/page-props';
import type { PanelPage } from '../pages/pages';
import type { SessionScreenProps } from '../session/SessionScreen';
import type { StartFormProps } from '../start/start-props';

/** What isn't needed for the first sight of the panel. */
export interface LaterParts {
  readonly pages: Readonly<Record<PanelPage, (props: PageProps) => JSX.Element>>;
  readonly Ended: (props: SessionScreenProps) => JSX.Element;
  readonly StartForm: (props: StartFormProps) => JSX.Element;
}

export interface Later {
  /** Null until they are loaded. */
  readonly parts: LaterParts | null;
  /** Whether they couldn't be loaded. */
  readonly failed: boolean;
  retry(): void;
}

const fromFile = async () => (await import('../later')).LATER;

/**
 * Loads the later parts as soon as the panel is drawn, so that they are there before a press.
 * @param again loads the panel anew, which keeps the session and what is half typed
 */
export function useLater(
  fetched: () => Promise<LaterParts> = fromFile,
  again: () => void = () => location.reload(),
): Later {
  const [parts, setParts] = useState<LaterParts | null>(null);
  const [failed, setFailed] = useState(false);
  useChange(fetched, () => {
    void fetched().then(setParts, () => setFailed(true));
  });
  // A document keeps a module that it failed to load, so only another document can try again.
  return { parts, failed, retry: again };
}
