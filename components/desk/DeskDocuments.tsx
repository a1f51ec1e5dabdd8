import { FORMATS, type FormatId, formatCalled } from '@/lib/documents';
import { LATE_HOURS, type Settings } from '@/lib/practice';
import { Choices } from '../shared/controls/Choices';
import { Tick } from '../shared/controls/Tick';
import { useText } from '../shared/text';
import { NumberField } from './clients/ClientFile';

/** What a session's document begins as, and when finishing it is late. */
export function DeskDocuments({
  settings,
  onSettings,
}: {
  settings: Settings;
  onSettings(change: (settings: Settings) => Settings): void;
}) {
  const text = useText();
  return (
    <section aria-label={text('settings_documents')} class="keeping">
      <h2>{text('settings_documents')}</h2>
      <Choices
        name={text('settings_noteFormat')}
        options={FORMATS}
        value={formatCalled(settings.noteFormat)}
        label={(format: FormatId) => text(`format_name_${format}`)}
        onPick={(noteFormat) => onSettings((before) => ({ ...before, noteFormat }))}
      />
      <NumberField
        label={text('settings_lateHours')}
        range={LATE_HOURS}
        value={settings.lateHours}
        onInput={(lateHours) => onSettings((before) => ({ ...before, lateHours }))}
      />
      <p class="dim">{text('settings_lateHoursWhy')}</p>
      {settings.region === 'us' && (
        <Tick
          on={settings.billingBands}
          label={text('settings_billingBands')}
          onChange={(billingBands) => onSettings((before) => ({ ...before, billingBands }))}
        />
      )}
    </section>
  );
}
