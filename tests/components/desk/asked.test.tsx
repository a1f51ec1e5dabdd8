import { beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Asked } from '@/components/desk/Asked';
import { addressOf } from '@/components/desk/address';
import { Editors } from '../../fixtures/editors.tsx';
import { accessible, again, show } from '../show.tsx';

const ASKED = { page: 'ask', id: 'one', measure: 'phq9' } as const;
const OWN = addressOf(ASKED);
const onGo = vi.fn();
const onLeft = vi.fn();
const asked = (at: string) => (
  <Editors>
    <div class="desk-frame">
      <Asked
        asked={ASKED}
        at={at}
        isLeft={false}
        speakers={[]}
        writes={0}
        desk={{ newId: () => 'new', read: async () => [], readPaper: async () => null }}
        onGo={onGo}
        onLeft={onLeft}
      />
    </div>
  </Editors>
);
const heading = (name: string | RegExp) => page.getByRole('heading', { name });
const back = () => page.getByRole('button', { name: 'Back to the questions' });

beforeEach(() => {
  for (const spy of [onGo, onLeft]) spy.mockReset();
});

test('what leads away from the questions asks about the screen first, and brings their address back', async () => {
  await show(asked(OWN), 'pages');
  await expect.element(heading(/Little interest/)).toBeInTheDocument();
  again(asked('#/clients/one/prepare'));
  await expect.element(heading('Stop sharing your screen first')).toBeInTheDocument();
  await accessible();
  await expect.poll(() => onGo.mock.calls).toEqual([[OWN]]);
  again(asked(OWN));
  await userEvent.click(page.getByRole('button', { name: "I'm not sharing" }));
  expect(onLeft.mock.calls).toEqual([['#/clients/one/prepare']]);
});

test('the way back to the questions is taken, however soon it is pressed', async () => {
  await show(asked(OWN), 'pages');
  await expect.element(heading(/Little interest/)).toBeInTheDocument();
  again(asked('#/clients/one/prepare'));
  // Before the next picture.
  (back().element() as HTMLElement).click();
  again(asked(OWN));
  await expect.element(heading(/Little interest/)).toBeInTheDocument();
  expect(onLeft).not.toHaveBeenCalled();
});
