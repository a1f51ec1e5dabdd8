import { useText } from '../../shared/text';
import { addressOf } from '../address';
import { type FirstRunProps, FirstScreen } from './FirstRun';
import { StripPicture } from './pictures';

const TO_TRY = ['first_tryStart', 'first_tryLeg', 'first_tryNote'] as const;

/** Leads to the rehearsal, and asks for the call sites where the browser hasn't given them. */
export function TryIt({ rehearsal, sites }: FirstRunProps) {
  const text = useText();
  return (
    <FirstScreen
      title={text('first_tryTitle')}
      lead={text('first_tryLead')}
      picture={<StripPicture />}
      caption={text('first_strip')}
      foot={
        <>
          <a class="secondary button" href={addressOf({ page: 'welcome', step: 'protection' })}>
            {text('first_back')}
          </a>
          <a class="primary button first-on" href={rehearsal}>
            {text('welcome_rehearse')}
          </a>
        </>
      }
    >
      <ol class="first-try">
        {TO_TRY.map((key) => (
          <li key={key}>{text(key)}</li>
        ))}
      </ol>
      {sites && (
        <div class="first-sites">
          <p>{text('sites_missing', sites.names)}</p>
          <button type="button" class="secondary" onClick={sites.allow}>
            {text('sites_allow', sites.names)}
          </button>
        </div>
      )}
      <p class="dim">{text('welcome_pin')}</p>
    </FirstScreen>
  );
}
