import { useState } from 'preact/hooks';
import { problemText } from '@/lib/problems';
import { Notice } from '../shared/controls/Notice';
import { useText } from '../shared/text';

/** Goes to the tab of the session that runs, or says that it is closed. */
export function ToCall({
  onCall,
  first = false,
}: {
  /** Resolves with false if the tab is closed. */
  onCall(): Promise<boolean>;
  /** Whether it is what most people would want here. */
  first?: boolean;
}) {
  const text = useText();
  const [gone, setGone] = useState(false);
  return (
    <>
      <button
        type="button"
        class={first ? 'primary' : 'link'}
        onClick={() => {
          setGone(false);
          void onCall().then(
            (there) => setGone(!there),
            () => setGone(true),
          );
        }}
      >
        {text('popup_call')}
      </button>
      {gone && <Notice kind="alert">{problemText(text, 'tabGone')}</Notice>}
    </>
  );
}
