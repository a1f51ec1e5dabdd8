import { PanelApp } from '@/components/panel/PanelApp';
import { mount } from '@/components/shared/mount';
import { startFramedPanel } from '@/lib/panel';
import { CLOCKWORK } from '@/lib/platform';

const panel = startFramedPanel();
mount(
  { text: panel.text, second: panel.page.second, now: CLOCKWORK.now },
  <PanelApp panel={panel} />,
);
