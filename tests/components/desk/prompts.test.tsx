import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Prompts } from '@/components/desk/settings/Prompts';
import { UnsavedProvider } from '@/components/desk/unsaved';
import { NO_CHANGES } from '@/lib/prompts';
import { Editors, editorsHere } from '../../fixtures/editors.tsx';
import { accessible, again, show } from '../show.tsx';

describe('prompts', () => {
  let set = NO_CHANGES;
  const onImport = vi.fn<Parameters<typeof Prompts>[0]['onImport']>();
  const onExport = vi.fn();
  const draw = () => (
    <Prompts
      prompts={set}
      newId={() => '1'}
      onChange={async (change) => {
        set = change(set);
        again(draw());
        return null;
      }}
      onExport={onExport}
      onImport={onImport}
    />
  );
  beforeEach(async () => {
    set = NO_CHANGES;
    onImport.mockReset();
    await show(draw(), 'pages');
  });
  const press = (name: string, index = 0) =>
    userEvent.click(page.getByRole('button', { name, exact: true }).nth(index));
  const items = () => page.getByRole('list', { name: 'Prompts' }).getByRole('listitem');

  test('that are half written are kept while another page is open, until they are given up', async () => {
    const desk = (open: boolean) => <Editors>{open && draw()}</Editors>;
    const field = page.getByRole('textbox', { name: 'Words to say' });
    await show(desk(true), 'pages');
    await press('Edit');
    await userEvent.fill(field, 'half a prom');
    again(desk(false));
    await expect.element(field).not.toBeInTheDocument();
    again(desk(true));
    await expect.element(field).toHaveValue('half a prom');
    await press('Cancel');
    again(desk(false));
    again(desk(true));
    await expect.element(field).not.toBeInTheDocument();
  });

  test('that are half written and not kept yet are asked about before the desk is left', async () => {
    const asks = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }));
    const desk = (lost: boolean) => (
      <UnsavedProvider editors={editorsHere(lost)}>{draw()}</UnsavedProvider>
    );
    await show(desk(false), 'pages');
    expect(asks()).toBe(false);
    await show(desk(true), 'pages');
    await expect.poll(asks).toBe(true);
  });

  test('are listed by leg, with no brace among them', async () => {
    await accessible();
    for (const leg of ['Client Agenda', 'Exploration', 'Closing']) {
      await press(leg);
      expect(items().elements().length).toBeGreaterThan(5);
      expect(document.body.textContent).not.toMatch(/[{}]|\|\|/);
    }
  });

  test('are found by their words in every leg, or said not to be there', async () => {
    const find = page.getByRole('searchbox', { name: 'Find a prompt by its words' });
    await userEvent.fill(find, 'FINISH our work');
    await expect.element(items()).toMatchTextContent(/finish our work/);
    await expect.element(page.getByRole('group', { name: 'Legs' })).not.toBeInTheDocument();
    await userEvent.fill(find, 'xylophone');
    await expect.element(page.getByRole('status')).toMatchTextContent(/No prompt has “xylophone”/);
    await accessible();
    await userEvent.fill(find, '');
    await expect.poll(() => items().elements().length).toBeGreaterThan(9);
  });

  test('are edited, hidden, favoured and brought back', async () => {
    await press('Edit');
    const field = page.getByRole('textbox', { name: 'Words to say' });
    await userEvent.fill(field, 'Are you well?');
    await expect.element(page.getByText(/answered by yes or no/)).toBeInTheDocument();
    await accessible();
    await press('Save prompt');
    expect(set.edited).toEqual({ opening_arriving: 'Are you well?' });
    expect(items().nth(0).element().textContent).toMatch(/Are you well\?own words/);
    await press('Restore the words');
    expect(set.edited).toEqual({});
    await press('Hide this prompt');
    expect(set.hidden).toEqual(['opening_arriving']);
    await accessible();
    await press('Show again');
    await press('Favourite');
    expect(set).toMatchObject({ hidden: [], favourites: ['opening_arriving'] });
  });

  test('are added, with a reason when one can not be', async () => {
    await press('Add a prompt');
    await press('Save prompt');
    await expect.element(page.getByRole('alert')).toHaveTextContent('Write what you would say.');
    await userEvent.fill(page.getByRole('textbox', { name: 'Words to say' }), 'And now?');
    await userEvent.click(page.getByRole('checkbox', { name: 'Opening' }));
    await press('Save prompt');
    await expect.element(page.getByRole('alert')).toHaveTextContent('Choose at least one leg.');
    await userEvent.click(page.getByRole('checkbox', { name: 'Opening' }));
    await userEvent.selectOptions(
      page.getByRole('combobox', { name: 'What is going on' }),
      'Silence',
    );
    await press('Save prompt');
    expect(set.added).toEqual([
      { id: 'own-1', text: 'And now?', legs: ['opening'], situation: 'silence' },
    ]);
    await press('Remove');
    expect(set.added).toEqual([]);
  });

  test('are taken in from a file, and a refused file says why', async () => {
    const file = new File(['{}'], 'prompts.json', { type: 'application/json' });
    onImport.mockResolvedValueOnce({ ok: false, said: 'This file holds no prompts.' });
    await userEvent.upload(page.getByLabelText('Import prompts'), file);
    await expect.element(page.getByRole('alert')).toHaveTextContent('This file holds no prompts.');
    await press('Export my prompts');
    expect(onExport).toHaveBeenCalledOnce();
  });
});
