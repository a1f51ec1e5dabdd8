import type { StartedPanel } from '@/lib/panel';
import { Panel } from './Panel';

/** The panel of a page, as soon as it is known where the panel is. */
export function PanelApp({ panel }: { panel: StartedPanel }) {
  const { page } = panel;
  const layout = page.layout.value;
  return (
    layout && (
      <Panel
        snapshot={page.snapshot.value}
        connection={page.connection.value}
        layout={layout}
        call={page.call.value}
        covered={page.covered.value}
        isClear={page.isClear}
        askClear={page.askClear}
        sidePanel={layout.surface === 'overlay' && panel.sidePanelOffered}
        onSidePanel={panel.openSidePanel}
        openedAt={panel.openedAt}
        keyboard={page.keyboard.value}
        onKeyboardSeen={page.keyboardSeen}
        drop={page.drop.value}
        press={page.press.value}
        newId={panel.newId}
        send={page.send}
        onLayout={page.host.send}
        onDropDone={page.dropDone}
      />
    )
  );
}
