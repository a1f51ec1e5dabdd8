import { useState } from 'preact/hooks';
import type { Problem } from '@/lib/messaging';
import { type Settings, SHARE_GUARDS } from '@/lib/practice';
import { problemText } from '@/lib/problems';
import { Choices } from '../shared/controls/Choices';
import { Notice } from '../shared/controls/Notice';
import { Tick } from '../shared/controls/Tick';
import { useText } from '../shared/text';

const LIMITS = ['screen', 'frame', 'camera', 'remote', 'page', 'browser'] as const;

/**
 * Settings for what others may see or do: masking during a share, peeking, covers, and the limits
 * of all this.
 */
export function DeskScreen({
  settings,
  onChange,
}: {
  settings: Settings;
  /** Changes the settings. Resolves with null, or with the reason the change couldn't be saved. */
  onChange(change: (settings: Settings) => Settings): Promise<Problem | null>;
}) {
  const text = useText();
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = async (change: Partial<Settings>) =>
    setProblem(await onChange((before) => ({ ...before, ...change })));
  return (
    <section aria-label={text('screen_title')}>
      <h2>{text('screen_title')}</h2>
      <p>{text('screen_text')}</p>
      {problem && <Notice kind="alert">{problemText(text, problem)}</Notice>}
      <Choices
        name={text('screen_guard')}
        options={SHARE_GUARDS}
        value={settings.shareGuard}
        label={(guard) => text(`screenGuard_${guard}`)}
        onPick={(shareGuard) => void save({ shareGuard })}
      />
      <p class="dim">{text(`screenHint_${settings.shareGuard}`)}</p>
      <Tick
        on={settings.peek}
        label={text('screen_peek')}
        onChange={(peek) => void save({ peek })}
      />
      <details>
        <summary>{text('screen_limits')}</summary>
        <ul>
          {LIMITS.map((limit) => (
            <li key={limit}>{text(`screenLimit_${limit}`)}</li>
          ))}
        </ul>
      </details>
      <Tick
        on={settings.pressCovered}
        label={text('screen_covered')}
        onChange={(pressCovered) => void save({ pressCovered })}
      />
      <p class="dim">{text('screen_coveredHint')}</p>
    </section>
  );
}
