import { formatCalled, formatsWith } from '@/lib/documents';
import { DEFAULT_SETTINGS, GUIDANCE_LEVELS, LATE_HOURS, REGIONS } from '@/lib/practice';
import { PROFILES } from '@/lib/session';
import { useText } from '../../shared/text';
import { NamedByYou } from './NamedByYou';
import { OwnFormats } from './OwnFormats';
import { ChoiceRow, NumberRow, SelectRow, TickRow } from './SetRow';
import type { SettingsProps } from './save';

/** How the practitioner works: the words, how much the panel says, and their documents. */
export function Work({ settings, save, newId }: SettingsProps & { newId(): string }) {
  const text = useText();
  const formats = formatsWith(settings.formats, text);
  return (
    <>
      <div class="set-rows">
        <ChoiceRow
          name={text('profile')}
          what={text('settings_profileWhat')}
          options={PROFILES}
          value={settings.profile}
          usual={DEFAULT_SETTINGS.profile}
          label={(profile) => text(`profile_${profile}`)}
          onPick={(profile) => void save((before) => ({ ...before, profile }))}
        />
        <ChoiceRow
          name={text('region')}
          what={text('region_hint')}
          options={REGIONS}
          value={settings.region}
          usual={DEFAULT_SETTINGS.region}
          label={(region) => text(`regionName_${region}`)}
          onPick={(region) => void save((before) => ({ ...before, region }))}
        />
        <ChoiceRow
          name={text('guidance')}
          what={text(`guidanceHint_${settings.guidance}`)}
          options={GUIDANCE_LEVELS}
          value={settings.guidance}
          usual={DEFAULT_SETTINGS.guidance}
          label={(level) => text(`guidance_${level}`)}
          onPick={(guidance) => void save((before) => ({ ...before, guidance }))}
        />
        <TickRow
          name={text('quiet')}
          what={text('settings_quietWhat')}
          on={settings.quiet}
          usual={DEFAULT_SETTINGS.quiet}
          onChange={(quiet) => void save((before) => ({ ...before, quiet }))}
        />
        <TickRow
          name={text('grounding_offer')}
          what={text('settings_groundingWhat')}
          on={settings.grounding}
          usual={DEFAULT_SETTINGS.grounding}
          onChange={(grounding) => void save((before) => ({ ...before, grounding }))}
        />
        <TickRow
          name={text('settings_topicHint')}
          what={text('settings_topicHintWhat')}
          on={settings.topicHint}
          usual={DEFAULT_SETTINGS.topicHint}
          onChange={(topicHint) => void save((before) => ({ ...before, topicHint }))}
        />
        <TickRow
          name={text('settings_centring')}
          what={text('settings_centringWhat')}
          on={settings.centring}
          usual={DEFAULT_SETTINGS.centring}
          onChange={(centring) => void save((before) => ({ ...before, centring }))}
        />
      </div>
      <section aria-label={text('settings_documents')}>
        <h2>{text('settings_documents')}</h2>
        <div class="set-rows">
          <SelectRow
            name={text('settings_noteFormat')}
            what={text('settings_noteFormatWhat')}
            options={formats.map(({ id }) => id)}
            value={formatCalled(settings.noteFormat, formats).id}
            usual={DEFAULT_SETTINGS.noteFormat}
            label={(id) => formatCalled(id, formats).name}
            onPick={(noteFormat) => void save((before) => ({ ...before, noteFormat }))}
          />
          <OwnFormats settings={settings} save={save} newId={newId} />
          <NumberRow
            name={text('settings_lateHours')}
            what={text('settings_lateHoursWhy')}
            range={LATE_HOURS}
            value={settings.lateHours}
            usual={DEFAULT_SETTINGS.lateHours}
            onInput={(lateHours) => void save((before) => ({ ...before, lateHours }))}
          />
          {settings.region === 'us' && (
            <TickRow
              name={text('settings_billingBands')}
              what={text('settings_billingBandsWhat')}
              on={settings.billingBands}
              usual={DEFAULT_SETTINGS.billingBands}
              onChange={(billingBands) => void save((before) => ({ ...before, billingBands }))}
            />
          )}
        </div>
      </section>
      <NamedByYou settings={settings} save={save} newId={newId} />
    </>
  );
}
