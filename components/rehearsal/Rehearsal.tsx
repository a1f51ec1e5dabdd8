import { useText } from '../shared/text';

/** A pretend call for learning the panel: a still figure, and what to try. */
export function Rehearsal() {
  const text = useText();
  return (
    <main class="rehearsal">
      <div class="rehearsal-client">
        <svg viewBox="0 0 100 100" role="img" aria-label={text('rehearsal_client')}>
          <circle cx="50" cy="34" r="22" />
          <path d="M10 100a40 38 0 0 1 80 0Z" />
        </svg>
      </div>
      <div class="rehearsal-notes">
        <h1>{text('rehearsal')}</h1>
        <p>{text('rehearsal_lead')}</p>
        <ol>
          <li>{text('rehearsal_1')}</li>
          <li>{text('rehearsal_2')}</li>
          <li>{text('rehearsal_3')}</li>
          <li>{text('rehearsal_4')}</li>
          <li>{text('rehearsal_5')}</li>
        </ol>
      </div>
    </main>
  );
}
