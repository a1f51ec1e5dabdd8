import type { Desk } from '@/lib/desk';
import { Notice } from '../shared/controls/Notice';
import { dayText } from '../shared/format';
import { useText } from '../shared/text';
import { Erase } from './Erase';

/** Says why the notes can't be opened, and what can be done about it. */
export function FailurePage({
  desk,
}: {
  desk: Pick<Desk, 'emptied' | 'failure' | 'mendLock' | 'startAnew'> & {
    readonly browser: Pick<Desk['browser'], 'openOutside'>;
  };
}) {
  const text = useText();
  const failure = desk.failure.value;
  const before = desk.emptied.value;
  if (!failure) return null;
  if (failure === 'emptied' && before)
    return (
      <main>
        <h1>{text('emptied_title')}</h1>
        <Notice kind="alert">
          {text(
            'emptied_what',
            text.count('count_session', before.sessions),
            dayText(before.at, text.locale),
          )}
        </Notice>
        <p>{text('emptied_why')}</p>
        <p>
          <button type="button" class="primary" onClick={() => void desk.startAnew()}>
            {text('emptied_restore')}
          </button>
        </p>
        <p class="dim">{text('emptied_anew')}</p>
      </main>
    );
  if (failure === 'apart')
    return (
      <main>
        <h1>{text('apart_title')}</h1>
        <Notice kind="note">{text('apart_what')}</Notice>
        <p>
          <button type="button" class="primary" onClick={() => desk.browser.openOutside()}>
            {text('apart_open')}
          </button>
        </p>
      </main>
    );
  if (failure === 'lockForged')
    return (
      <main>
        <h1>{text('forged_title')}</h1>
        <Notice kind="alert">{text('forged_what')}</Notice>
        <p>{text('forged_why')}</p>
        <p>
          <button type="button" class="primary" onClick={() => void desk.mendLock()}>
            {text('forged_mend')}
          </button>
        </p>
      </main>
    );
  return (
    <main>
      <Notice kind="alert">
        {text('heading_error')}. {text(`problem_${failure}`)}
      </Notice>
      {(failure === 'openFailed' || failure === 'keyMissing') && (
        <>
          <p>{text('startAnew_why')}</p>
          <Erase
            label={text('startAnew')}
            name={text('startAnew_name')}
            what={text('startAnew_what')}
            rule=""
            hold=""
            onErase={async () => {
              await desk.startAnew();
              return null;
            }}
          />
        </>
      )}
    </main>
  );
}
