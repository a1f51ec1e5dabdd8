import type { Desk as DeskModel } from '@/lib/desk';
import { UnlockForm } from '../shared/controls/UnlockForm';
import { Mark } from '../shared/session/Mark';
import { useText } from '../shared/text';
import { helpAddress } from './address';

/** What the desk shows while the notes are locked: the way to open them, and nothing else. */
export function LockedPage({
  desk,
}: {
  desk: Pick<DeskModel, 'lock' | 'passkeys' | 'passkeysOffered'>;
}) {
  const text = useText();
  return (
    <main class="locked-page">
      <p class="locked-brand">
        <Mark size={32} />
        {text('extension_name')}
      </p>
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
      <details class="fold">
        <summary>{text('locked_forgotten')}</summary>
        <p>{text('locked_lost')}</p>
      </details>
      <p>
        <a href={helpAddress('thinks')}>{text('desk_help')}</a>
      </p>
    </main>
  );
}
