import { useState } from 'preact/hooks';
import { useText } from '../../shared/text';
import { addressOf } from '../address';
import { NewPassphrase } from '../settings/NewPassphrase';
import { afterStep, ExplainedChoice, type FirstRunProps, FirstScreen } from './FirstRun';
import { KeptPicture } from './pictures';

const READERS = ['onlyI', 'anybody'] as const;

/** Whether a passphrase protects the notes, and honestly what it means to have none. */
export function WhoMayRead({ settings, lock, onGo }: FirstRunProps) {
  const text = useText();
  const [reader, setReader] = useState<(typeof READERS)[number]>('onlyI');
  const isSet = lock === null;
  const asks = !isSet && reader === 'onlyI';
  const back = (
    <a class="secondary button" href={addressOf({ page: 'welcome', step: 'work' })}>
      {text('first_back')}
    </a>
  );
  return (
    <FirstScreen
      title={text('first_who')}
      lead={text('first_whoLead')}
      picture={
        <KeptPicture
          note={text(`firstNote_${settings.profile}`)}
          who={text(isSet || asks ? 'first_whoYou' : 'first_whoAnybody')}
        />
      }
      caption={text('first_nowhere')}
      foot={
        // While a passphrase is asked for, the ways back and on stand together in its form.
        asks ? null : (
          <>
            {back}
            <a class="primary button first-on" href={afterStep('protection')}>
              {text('first_goOn')}
            </a>
          </>
        )
      }
    >
      {isSet ? (
        <p role="status">{text('first_isSet')}</p>
      ) : (
        <ExplainedChoice
          name={text('first_protection')}
          options={READERS}
          value={reader}
          label={(one) => text(`first_${one}`)}
          what={(one) => text(`first_${one}What`)}
          onPick={(one) => setReader(one)}
        />
      )}
      {asks && (
        <NewPassphrase
          strength={lock.strength}
          button={text('first_setAndGo')}
          onSet={(next) => lock.set(next)}
          onDone={() => onGo(afterStep('protection'))}
        >
          {back}
        </NewPassphrase>
      )}
      <p class="dim">{text('welcome_4')}</p>
    </FirstScreen>
  );
}
