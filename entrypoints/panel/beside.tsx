import { PanelApp } from '@/components/panel/PanelApp';
import { mount } from '@/components/shared/mount';
import { startPanelBeside } from '@/lib/panel';
import { CLOCKWORK } from '@/lib/platform';

const panel = await startPanelBeside();
mount(
  { text: panel.text, second: panel.page.second, now: CLOCKWORK.now },
  <PanelApp panel={panel} />,
);
