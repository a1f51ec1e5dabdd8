import { useState } from 'preact/hooks';
import { SAID_ABOUT } from '@/lib/notes';
import { LONGEST_FIELD } from '@/lib/practice';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { FeedbackFields, isNothingGiven } from '../../shared/session/FeedbackFields';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import type { PageProps } from './page-props';

/**
 * Two questions about today to read out, and a line for what they add; each can be left out. What
 * they answer is kept.
 */
export function FeedbackPage({ onPage, fields }: PageProps) {
  const text = useText();
  const { act, newId } = usePanel();
  const [id] = useState(newId);
  const [saving, setSaving] = useState(false);
  const numberIn = (field: 'mattered' | 'lead') => {
    const { words } = fields(field);
    return words === '' ? null : Number(words);
  };
  const given = {
    mattered: numberIn('mattered'),
    lead: numberIn('lead'),
    words: fields('feedback').words,
  };
  const isEmpty = isNothingGiven(given);
  const save = async () => {
    if (isEmpty || saving) return;
    setSaving(true);
    const { ok } = await act({ type: 'feedback', id, ...given });
    setSaving(false);
    if (!ok) return;
    for (const field of SAID_ABOUT) fields(field).empty();
    onPage(null);
  };
  return (
    <PrivateForm class="feedback-asks" onSubmit={() => void save()}>
      <p class="dim">{text('feedback_hint')}</p>
      <FeedbackFields
        given={given}
        saving={saving}
        longest={LONGEST_FIELD}
        onChange={({ mattered, lead, words }) => {
          if (mattered !== undefined) fields('mattered').set(mattered?.toString() ?? '');
          if (lead !== undefined) fields('lead').set(lead?.toString() ?? '');
          if (words !== undefined) fields('feedback').set(words);
        }}
      />
      <p>
        <button type="submit" class="primary" disabled={isEmpty || saving}>
          {text('feedback_save')}
        </button>
      </p>
    </PrivateForm>
  );
}
