import type { ComponentChildren } from 'preact';
import type { Desk, FileTrouble } from '@/lib/desk';
import { dayText, type Text } from '@/lib/text';
import { useMinute } from '../shared/clock';
import { Notice } from '../shared/controls/Notice';
import { useText } from '../shared/text';
import { settingsAddress } from './address';
import { isBackupDue, lastBackup } from './last-backup';
import { megabytes } from './settings/Kept';

/** What the desk has to say above its page. `today` adds what only today's page says. */
export function DeskBanners({ desk, today }: { desk: Desk; today: boolean }) {
  const text = useText();
  const { newer, leftOver, device } = desk;
  const { freeBytes } = device.storage.value;
  return (
    <>
      {newer.value && <Notice kind="alert">{text('problem_newerDatabase')}</Notice>}
      <FileTroubles trouble={desk.files.trouble.value} />
      {leftOver.value > 0 && (
        <Notice kind="alert">{text.count('reseal_unreadable', leftOver.value)}</Notice>
      )}
      {today && <CallSites desk={desk} />}
      {today && <BackupReminder desk={desk} />}
      {today && <AutoBackupBanner desk={desk} />}
      {freeBytes !== null && device.lowOnSpace.value && (
        <Notice kind="alert">
          {text('space_low', megabytes(text, freeBytes))} <ToBackup>{text('backup_go')}</ToBackup>
        </Notice>
      )}
    </>
  );
}

/** Says what is wrong with the last file that was asked for. */
export function FileTroubles({ trouble }: { trouble: FileTrouble | null }) {
  const text = useText();
  if (!trouble) return null;
  return (
    <Notice kind="alert">
      {trouble.what === 'notMade'
        ? text('files_notMade')
        : text.count('files_incomplete', trouble.missing)}
    </Notice>
  );
}

/** The call sites that Perch comes with where the browser hasn't let it into any; else null. */
export function missingSites({ browser, device }: Desk, text: Text) {
  const known = (device.sites.value ?? []).filter(({ builtIn }) => builtIn);
  const missing = known.filter(({ allowed }) => !allowed);
  // Somebody who has let it into one of them knows how, and may not want the other.
  if (missing.length === 0 || missing.length < known.length) return null;
  return {
    names: new Intl.ListFormat(text.locale).format(missing.map(({ name }) => name)),
    allow: () => void browser.allowSite(missing.flatMap(({ patterns }) => patterns)),
  };
}

/** Asks for the call sites, because no panel would come up. */
function CallSites({ desk }: { desk: Desk }) {
  const text = useText();
  const missing = missingSites(desk, text);
  if (!missing) return null;
  return (
    <Notice kind="note">
      {text('sites_missing', missing.names)}{' '}
      <button type="button" class="link" onClick={missing.allow}>
        {text('sites_allow', missing.names)}
      </button>
    </Notice>
  );
}

/** Says when the last backup is older than the practitioner wants it to be. */
function BackupReminder({ desk }: { desk: Desk }) {
  const text = useText();
  const now = useMinute();
  const library = desk.library.value;
  const last = lastBackup(library, desk.autoBackups.state.value);
  if (!library || !isBackupDue(library, last, now)) return null;
  return (
    <Notice kind="note">
      {last === null ? text('backup_oldNone') : text('backup_old', dayText(last, text.locale))}{' '}
      <ToBackup>{text('backup_go')}</ToBackup>
    </Notice>
  );
}

function AutoBackupBanner({ desk: { autoBackups } }: { desk: Desk }) {
  const text = useText();
  const auto = autoBackups.state.value;
  if (auto?.state !== 'asks' && auto?.state !== 'failed') return null;
  return (
    <Notice kind="note">
      {text(`auto_${auto.state}`, auto.file)}{' '}
      <button type="button" class="link" onClick={() => void autoBackups.actions.now()}>
        {text(auto.state === 'asks' ? 'auto_allow' : 'auto_now')}
      </button>
    </Notice>
  );
}

const ToBackup = ({ children }: { children: ComponentChildren }) => (
  <a href={settingsAddress('backup')}>{children}</a>
);
