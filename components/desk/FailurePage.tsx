import type { ComponentChildren } from 'preact';
import type { Desk, DeskFailure } from '@/lib/desk';
import { dayText } from '@/lib/text';
import { Notice } from '../shared/controls/Notice';
import { useText } from '../shared/text';
import { Erase } from './Erase';

/** Where nothing else may help, what is stored can be removed, and a backup restored. */
const LAST_RESORT: readonly DeskFailure[] = [
  'openFailed',
  'keyMissing',
  'lockUnreadable',
  'upgradeFailed',
];

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
      <Told
        title={text('emptied_title')}
        what={text(
          'emptied_what',
          text.count('count_session', before.sessions),
          dayText(before.at, text.locale),
        )}
        why={text('emptied_why')}
        button={text('emptied_restore')}
        onPress={desk.startAnew}
      >
        <p class="dim">{text('emptied_anew')}</p>
      </Told>
    );
  if (failure === 'apart')
    return (
      <Told
        title={text('apart_title')}
        what={text('apart_what')}
        button={text('apart_open')}
        onPress={desk.browser.openOutside}
      />
    );
  if (failure === 'lockForged')
    return (
      <Told
        title={text('forged_title')}
        what={text('forged_what')}
        why={text('forged_why')}
        button={text('forged_mend')}
        onPress={desk.mendLock}
      />
    );
  return (
    <main>
      <Notice kind="alert">
        {text('heading_error')}. {text(`problem_${failure}`)}
      </Notice>
      {LAST_RESORT.includes(failure) && (
        <>
          <p>{text(failure === 'lockUnreadable' ? 'startAnew_whyLock' : 'startAnew_why')}</p>
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

/** A failure with a name of its own, and the one press that leads on. */
function Told({
  title,
  what,
  why,
  button,
  onPress,
  children,
}: {
  title: string;
  what: string;
  why?: string;
  button: string;
  onPress(): unknown;
  children?: ComponentChildren;
}) {
  return (
    <main>
      <h1>{title}</h1>
      <Notice kind="alert">{what}</Notice>
      {why && <p>{why}</p>}
      <p>
        <button type="button" class="primary" onClick={() => void onPress()}>
          {button}
        </button>
      </p>
      {children}
    </main>
  );
}
