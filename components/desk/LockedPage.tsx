import type { Desk as DeskModel } from '@/lib/desk';
import { UnlockForm } from '../shared/controls/UnlockForm';
import { useText } from '../shared/text';

/** What the desk shows while the notes are locked. */
export function LockedPage({
  desk,
}: {
  desk: Pick<DeskModel, 'lock' | 'passkeys' | 'passkeysOffered'>;
}) {
  const text = useText();
  return (
    <main>
      <h1>{text('locked_title')}</h1>
      <p>{text('locked_desk')}</p>
      <UnlockForm
        onUnlock={desk.lock.unlock}
        onPasskey={
          desk.passkeysOffered.value && desk.passkeys.value.length > 0
            ? desk.lock.unlockWithPasskey
            : null
        }
      />
    </main>
  );
}
