import { useText } from '../../shared/text';

/** Steps of a short exercise, in words to read aloud. It takes about a minute. */
const STEPS = ['feet', 'look', 'hear', 'breathe', 'back'] as const;

/** A grounding exercise for the end of a session, if the client wants one. */
export function GroundingPage() {
  const text = useText();
  return (
    <>
      <p class="dim">{text('grounding_hint')}</p>
      <ol class="grounding">
        {STEPS.map((step) => (
          <li key={step}>{text(`grounding_${step}`)}</li>
        ))}
      </ol>
    </>
  );
}
