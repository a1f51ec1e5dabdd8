import { useState } from 'preact/hooks';
import * as v from 'valibot';
import { someOf, type TypeOf } from '@/lib/session';
import { Choices } from '../../shared/controls/Choices';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { useText } from '../../shared/text';
import { useSavedFrom, useUnsaved } from '../unsaved';

const SIDES = ['trust', 'goals', 'work', 'rapport'] as const;
const NO_ANSWER = 'none';
const ratedShape = someOf(SIDES, v.string());
type Rated = TypeOf<typeof ratedShape>;
const SCALE = [NO_ANSWER, '1', '2', '3', '4', '5'] as const;

/** How the practitioner sees the alliance: four private ratings that are never added up. */
export function Alliance({
  sessionId,
  name,
  onAdd,
}: {
  sessionId: string;
  /** Of the form among all of the desk. */
  name: string;
  /** Keeps them as a private note. Resolves with true once it is kept. */
  onAdd(words: string): Promise<boolean>;
}) {
  const text = useText();
  const [rated, setRated] = useUnsaved<Rated | null>(sessionId, name, v.nullable(ratedShape), null);
  const savedFrom = useSavedFrom();
  // What is half said is in sight.
  const [isBegun] = useState(rated !== null);
  const [saving, setSaving] = useState(false);
  const said = SIDES.flatMap((side) => {
    const value = rated?.[side];
    return value === undefined ? [] : [text('alliance_said', text(`alliance_${side}`), value)];
  });
  const save = async () => {
    if (saving || said.length === 0) return;
    setSaving(true);
    if (await onAdd(text('alliance_note', said.join(', ')))) {
      savedFrom({
        of: sessionId,
        name,
        value: rated,
        isEmpty: (begun) => Object.keys(begun ?? {}).length === 0,
      });
      setRated(null);
    }
    setSaving(false);
  };
  return (
    <details class="fold" open={isBegun}>
      <summary>{text('alliance')}</summary>
      <p class="dim">{text('alliance_what')}</p>
      <PrivateForm class="client-form" onSubmit={() => void save()}>
        {SIDES.map((side) => (
          <Choices
            key={side}
            name={text(`alliance_${side}`)}
            options={SCALE}
            value={(rated?.[side] ?? NO_ANSWER) as (typeof SCALE)[number]}
            label={(value) => (value === NO_ANSWER ? text('answer_none') : value)}
            onPick={(value) => {
              const { [side]: _, ...others } = rated ?? {};
              setRated(value === NO_ANSWER ? others : { ...others, [side]: value });
            }}
          />
        ))}
        <p>
          <button type="submit" class="secondary" disabled={said.length === 0 || saving}>
            {text('alliance_keep')}
          </button>
        </p>
      </PrivateForm>
    </details>
  );
}
