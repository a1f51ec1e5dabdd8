import type { ComponentChildren } from 'preact';
import { LEGS } from '@/lib/session';
import { useLegNames } from '../../shared/leg-names';
import { Mark } from '../../shared/session/Mark';
import { useText } from '../../shared/text';

/** What a disk holds of a note. It is invented. */
const SEALED = '01 a9f3c27e 5b1c04d8 e67a2f90 c43b918d 7ef0256a 9d44b1c8 03fe8a71 6c2d95e0';

/** A screen with a call: somebody in the middle or beside the panel, and what Perch shows. */
function Screen({ beside = false, children }: { beside?: boolean; children: ComponentChildren }) {
  return (
    <div class="picture-screen">
      <span class={beside ? 'picture-face picture-beside' : 'picture-face'} />
      {children}
    </div>
  );
}

/** The panel over a call, with a note of somebody of this profile. */
export function PanelPicture({ note }: { note: string }) {
  const text = useText();
  const { name, letter } = useLegNames();
  return (
    <Screen beside>
      <div class="picture-panel">
        <b class="picture-time">31:05</b>
        <span class="picture-legs">
          {LEGS.map((leg) => (
            <i key={leg} class={leg === 'exploration' ? 'picture-now' : undefined}>
              {letter(leg)}
            </i>
          ))}
        </span>
        <b>{name('exploration')}</b>
        <span class="picture-box">{text('first_prompt')}</span>
        <span class="picture-box">{note}</span>
      </div>
    </Screen>
  );
}

/** The strip under the camera. */
export function StripPicture() {
  const { name } = useLegNames();
  return (
    <Screen>
      <div class="picture-strip">
        <Mark size={16} />
        <b>{name('agenda')}</b>
        <b class="picture-time">41:12</b>
      </div>
    </Screen>
  );
}

/** What is written by somebody of this profile, what is kept of it, and who can open that. */
export function KeptPicture({ note, who }: { note: string; who: string }) {
  const text = useText();
  return (
    <dl class="picture-kept">
      <dt>{text('first_written')}</dt>
      <dd>{note}</dd>
      <dt>{text('first_kept')}</dt>
      <dd class="picture-sealed">{SEALED}</dd>
      <dt>{text('first_opens')}</dt>
      <dd>{who}</dd>
    </dl>
  );
}
