import { useText } from '../../shared/text';
import { NotedInOnePress } from '../sheets/NotedInOnePress';
import type { PageProps } from './page-props';

/** What practitioners offer in the moment, by name alone. */
const INTERVENTIONS = [
  'listening',
  'reformulation',
  'openQuestion',
  'information',
  'challenge',
  'breathing',
  'relaxation',
  'mindfulness',
  'imagery',
  'writing',
  'bodyWork',
  'questionnaire',
] as const;

/** Notes what was offered to the client, in one press. */
export function InterventionsPage({ note, onPage }: PageProps) {
  const text = useText();
  return (
    <>
      <p class="dim">{text('interventions_hint')}</p>
      <NotedInOnePress
        name={text('kind_offered')}
        kind="offered"
        note={note}
        options={INTERVENTIONS}
        label={(one) => text(`intervention_${one}`)}
        onPicked={() => onPage(null)}
      />
    </>
  );
}
