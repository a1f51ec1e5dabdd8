import type { ComponentChildren } from 'preact';
import { Icon } from '../../shared/controls/Icon';
import { useText } from '../../shared/text';
import { addressOf } from '../address';
import { EXAMPLE } from '../example';
import { HeadRibbon } from '../HeadRibbon';

/** The way to the first session, before there is one, and what this page shows after it. */
export function FirstDay({ rehearsal, hasClients }: { rehearsal: string; hasClients: boolean }) {
  const text = useText();
  return (
    <section aria-label={text('today_first')}>
      <ol class="way-steps">
        <Step number={1} isDone={false} name={text('today_rehearse')}>
          <p>
            {text('today_rehearseWhy')} <a href={rehearsal}>{text('welcome_rehearse')}</a>
          </p>
        </Step>
        <Step number={2} isDone={hasClients} name={text('today_code')}>
          <p>
            {text('today_firstClient')}{' '}
            <a href={addressOf({ page: 'clients' })}>{text('client_add')}</a>
          </p>
        </Step>
        <Step number={3} isDone={false} name={text('today_call')}>
          <p>{text('today_firstSession')}</p>
        </Step>
        <Step number={4} isDone={false} name={text('today_after')}>
          <p>{text('today_afterWhat')}</p>
          <Example />
        </Step>
      </ol>
    </section>
  );
}

function Step({
  number,
  isDone,
  name,
  children,
}: {
  number: number;
  isDone: boolean;
  name: string;
  children: ComponentChildren;
}) {
  const text = useText();
  return (
    <li>
      <span class={isDone ? 'way-number is-done' : 'way-number'} aria-hidden="true">
        {isDone ? <Icon name="save" /> : number}
      </span>
      <div>
        <h2>
          {name}
          {isDone && <span class="unseen"> {text('today_done')}</span>}
        </h2>
        {children}
      </div>
    </li>
  );
}

/** A made-up session, as this page shows those that were held. */
function Example() {
  const text = useText();
  return (
    <figure class="way-example">
      <figcaption class="dim">{text('today_example')}</figcaption>
      <p class="day-head">
        <b class="day-who">{text('today_exampleCode')}</b>
        <HeadRibbon head={EXAMPLE} />
      </p>
      <dl class="glance-list">
        <div>
          <dt>{text('prepare_tookAway')}</dt>
          <dd>{text('today_exampleTakeaway')}</dd>
        </div>
        <div>
          <dt>{text('prepare_choseToTry')}</dt>
          <dd>{text('today_examplePlan')}</dd>
        </div>
      </dl>
    </figure>
  );
}
