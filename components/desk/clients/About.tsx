import type { Library } from '@/lib/desk';
import {
  AGREED_SESSIONS,
  CLIENT_STATES,
  type Client,
  type Engagement,
  FREQUENCIES,
  METHODS,
  speakersOf,
  unlinked,
  withProBono,
  withReviewWords,
} from '@/lib/practice';
import { PHASES, PREPARED_MODES } from '@/lib/session';
import { siteName } from '@/lib/sites';
import { dateText } from '@/lib/text';
import { useClock } from '../../shared/clock';
import { Choices } from '../../shared/controls/Choices';
import { Field } from '../../shared/controls/Field';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { Tick } from '../../shared/controls/Tick';
import { useText } from '../../shared/text';
import { fieldDay, noonOf } from '../field-day';
import { RemoveList } from '../RemoveList';
import { AddLine } from './AddLine';
import { NumberField } from './ClientFile';
import type { Save } from './ClientPage';
import { ClientWay, Own } from './ClientWay';
import { CodeField } from './CodeField';
import { FirstSteps } from './FirstSteps';
import { usualMode } from './usual-mode';

/** Who a client is to the practice, how the work is arranged, and where their meetings are. */
export function About({ client, library, save }: { client: Client; library: Library; save: Save }) {
  const text = useText();
  const others = library.clients.filter(({ id }) => id !== client.id);
  return (
    <div class="client-columns">
      <PrivateForm class="client-form">
        <p class="dim">{text('client_kept')}</p>
        <CodeField client={client} others={others} save={save} />
        <Field
          label={text('client_name')}
          hint={text('client_nameHint')}
          value={client.name}
          onInput={(name) => void save((stored) => ({ ...stored, name }))}
        />
        <ClientWay client={client} presets={library.settings.presets} save={save} />
        <Field
          label={text('client_mandate')}
          hint={text('client_mandateHint')}
          value={client.mandate}
          onInput={(mandate) => void save((stored) => ({ ...stored, mandate }))}
        />
        <Field
          label={text('client_speakers')}
          hint={text('client_speakersHint')}
          value={client.speakers.join(', ')}
          onInput={(typed) => void save((stored) => ({ ...stored, speakers: speakersOf(typed) }))}
        />
      </PrivateForm>
      <div class="client-aside">
        <Arranged client={client} save={save} />
        <section aria-label={text('page_first')}>
          <h2>{text('page_first')}</h2>
          <FirstSteps client={client} save={save} />
        </section>
        <section aria-label={text('client_places')}>
          <h2>{text('client_places')}</h2>
          <Meetings client={client} save={save} />
        </section>
      </div>
    </div>
  );
}

/** How the work is arranged: how often, how long, where it stands, and how they like to work. */
function Arranged({ client, save }: { client: Client; save: Save }) {
  const { engagement } = client;
  const text = useText();
  const clock = useClock();
  const [changed] = Object.keys(engagement.proBonoSince).toSorted().toReversed();
  const set = (change: Partial<Engagement>) =>
    void save((stored) => ({ ...stored, engagement: { ...stored.engagement, ...change } }));
  return (
    <section aria-label={text('engagement')}>
      <h2>{text('engagement')}</h2>
      <PrivateForm class="client-form">
        <Choices
          name={text('clientState')}
          options={CLIENT_STATES}
          value={engagement.state}
          label={(state) => text(`clientState_${state}`)}
          onPick={(state) => set({ state })}
        />
        <Own
          name={text('phase')}
          usual={text('engagement_notSaid')}
          options={PHASES}
          value={engagement.phase}
          label={(phase) => text(`phase_${phase}`)}
          onPick={(phase) => set({ phase })}
        />
        <Own
          name={text('frequency')}
          usual={text('engagement_notSaid')}
          options={FREQUENCIES}
          value={engagement.frequency}
          label={(frequency) => text(`frequency_${frequency}`)}
          onPick={(frequency) => set({ frequency })}
          hint={engagement.phase && text(`frequencyUsual_${engagement.phase}`)}
        />
        <Own
          name={text('method')}
          usual={text('engagement_notSaid')}
          options={METHODS}
          value={engagement.method}
          label={(method) => text(`method_${method}`)}
          onPick={(method) => set({ method })}
          hint={engagement.method && text(`methodWhat_${engagement.method}`)}
        />
        <Tick
          on={engagement.prescribed}
          label={text('engagement_prescribed')}
          onChange={(prescribed) => set({ prescribed })}
        />
        <Own
          name={text('engagement_mode')}
          usual={usualMode(engagement, text)}
          options={PREPARED_MODES}
          value={engagement.mode}
          label={(mode) => text(`mode_${mode}`)}
          onPick={(mode) => set({ mode })}
          hint={text('engagement_modeWhat')}
        />
        <Tick
          on={engagement.oneOff}
          label={text('engagement_oneOff')}
          onChange={(oneOff) => set({ oneOff })}
        />
        {!engagement.oneOff && (
          <>
            <NumberField
              label={text('engagement_sessions')}
              range={AGREED_SESSIONS}
              value={engagement.sessions}
              onInput={(sessions) => set({ sessions })}
            />
            <NumberField
              label={text('engagement_review')}
              range={AGREED_SESSIONS}
              value={engagement.reviewEvery}
              onInput={(reviewEvery) => set({ reviewEvery })}
            />
          </>
        )}
        {engagement.reviewedAt !== null && (
          <p class="field-hint">
            {text('engagement_reviewed')}: {dateText(engagement.reviewedAt, text.locale)}
          </p>
        )}
        <Tick
          on={engagement.proBono}
          label={text('engagement_proBono')}
          onChange={(on) =>
            void save((stored) => ({
              ...stored,
              engagement: withProBono(stored.engagement, on, fieldDay(clock.now())),
            }))
          }
        />
        {changed && (
          <p class="field-hint">
            {text('engagement_proBonoSince', dateText(noonOf(changed) ?? 0, text.locale))}{' '}
            <button type="button" class="link" onClick={() => set({ proBonoSince: {} })}>
              {text('engagement_proBonoAll')}
            </button>
          </p>
        )}
        <Field
          label={text('engagement_preference')}
          hint={
            engagement.preferenceAt === null
              ? text('engagement_preferenceHint')
              : text(
                  engagement.preference === '' ? 'engagement_askedAt' : 'engagement_preferenceAt',
                  dateText(engagement.preferenceAt, text.locale),
                )
          }
          value={engagement.preference}
          onInput={(preference) =>
            set({ preference, preferenceAt: preference.trim() === '' ? null : clock.now() })
          }
        />
      </PrivateForm>
      <Reviews client={client} save={save} />
    </section>
  );
}

/** What came of reviews: listed, added, and removed. */
function Reviews({ client: { id, engagement }, save }: { client: Client; save: Save }) {
  const text = useText();
  const clock = useClock();
  return (
    <details class="fold">
      <summary>
        {text('engagement_reviews')} <span class="count">{engagement.reviews.length}</span>
      </summary>
      <RemoveList
        name={text('engagement_reviews')}
        rows={engagement.reviews.toReversed().map(({ at, words }) => {
          const day = dateText(at, text.locale);
          return {
            id: String(at),
            label: (
              <>
                {day}: <bdi>{words}</bdi>
              </>
            ),
            remove: text('goals_removeReviewOf', day),
          };
        })}
        onRemove={(gone) =>
          void save((stored) => ({
            ...stored,
            engagement: {
              ...stored.engagement,
              reviews: stored.engagement.reviews.filter(({ at }) => String(at) !== gone),
            },
          }))
        }
      />
      <AddLine
        of={id}
        name={`${id} words of a review`}
        label={text('engagement_reviewWords')}
        button={text('engagement_addReview')}
        onAdd={async (words) =>
          (await save((stored) => withReviewWords(stored, clock.now(), words))) === null
        }
      />
    </details>
  );
}

/** The addresses of a client's meetings, each of which can be unlinked. */
function Meetings({ client, save }: { client: Client; save: Save }) {
  const text = useText();
  if (client.places.length === 0) return <p class="dim">{text('client_noPlaces')}</p>;
  return (
    <ul class="plain-list" aria-label={text('client_places')}>
      {client.places.map((meeting) => (
        <li key={`${meeting.site}/${meeting.room}`}>
          {siteName(meeting.site) ?? meeting.site} {meeting.room}{' '}
          <button
            type="button"
            class="link"
            aria-label={text('client_unlinkOf', meeting.room)}
            onClick={() => void save((stored) => unlinked(stored, meeting))}
          >
            {text('client_unlink')}
          </button>
        </li>
      ))}
    </ul>
  );
}
