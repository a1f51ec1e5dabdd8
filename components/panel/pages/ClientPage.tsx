import { useState } from 'preact/hooks';
import type { Problem } from '@/lib/messaging';
import { Notice } from '../../shared/controls/Notice';
import { PrivateForm } from '../../shared/controls/PrivateForm';
import { problemText } from '../../shared/problem';
import { useText } from '../../shared/text';
import { usePanel } from '../context';
import { type ClientPick, ClientPicker } from '../start/ClientPicker';
import { choiceOf, pickProblem } from '../start/client-pick';
import type { PageProps } from './page-props';

/** Says whose session it is. */
export function ClientPage({ view, practice, locked, onPage }: PageProps) {
  const text = useText();
  if (locked) return <p class="dim">{text('client_lockedHint')}</p>;
  return <ClientForm {...{ view, practice, onPage }} />;
}

function ClientForm({ view, practice, onPage }: Pick<PageProps, 'view' | 'practice' | 'onPage'>) {
  const text = useText();
  const { act, newId } = usePanel();
  const [pick, setPick] = useState<ClientPick>(
    view.client ? { by: 'known', id: view.client.id } : { by: 'later' },
  );
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = async () => {
    const wrong = pickProblem(pick);
    if (wrong) return setProblem(wrong);
    const reply = await act({ type: 'setClient', client: choiceOf(pick, practice, newId) });
    if (reply.ok) onPage(null);
  };
  return (
    <PrivateForm class="panel-form" onSubmit={() => void save()}>
      <p>{text('client_moveHint')}</p>
      <ClientPicker
        practice={practice}
        picked={pick}
        onPick={(next) => {
          setProblem(null);
          setPick(next);
        }}
      />
      {problem && <Notice kind="alert">{problemText(text, problem)}</Notice>}
      <button type="submit" class="primary">
        {text('client_save')}
      </button>
    </PrivateForm>
  );
}
