import { useText } from '../shared/text';
import { addressOf } from './address';

/** Leads to where the way to a first session is told. */
export function WayToFirst() {
  const text = useText();
  return (
    <p>
      <a class="button secondary" href={addressOf({ page: 'today' })}>
        {text('way_toFirst')}
      </a>
    </p>
  );
}
