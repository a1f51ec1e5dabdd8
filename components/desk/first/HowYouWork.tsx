import { REGIONS } from '@/lib/practice';
import { PROFILES } from '@/lib/session';
import { Choices } from '../../shared/controls/Choices';
import { useText } from '../../shared/text';
import { afterStep, ExplainedChoice, type FirstRunProps, FirstScreen } from './FirstRun';
import { PanelPicture } from './pictures';

/** The practitioner's profile and region. Each is kept as it is pressed. */
export function HowYouWork({ settings, save }: FirstRunProps) {
  const text = useText();
  return (
    <FirstScreen
      title={text('first_how')}
      lead={text('first_howLead')}
      picture={<PanelPicture note={text(`firstNote_${settings.profile}`)} />}
      caption={text('first_screen')}
      foot={
        <a class="primary button first-on" href={afterStep('work')}>
          {text('first_goOn')}
        </a>
      }
    >
      <ExplainedChoice
        name={text('profile')}
        options={PROFILES}
        value={settings.profile}
        label={(profile) => text(`profile_${profile}`)}
        what={(profile) => text(`firstProfile_${profile}`)}
        onPick={(profile) => void save((before) => ({ ...before, profile }))}
      />
      <Choices
        name={text('region')}
        options={REGIONS}
        value={settings.region}
        label={(region) => text(`regionName_${region}`)}
        onPick={(region) => void save((before) => ({ ...before, region }))}
      />
      <p class="dim">{text('region_hint')}</p>
    </FirstScreen>
  );
}
