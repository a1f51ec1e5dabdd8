import { signal } from '@preact/signals';
import { DeskApp } from '@/components/desk/DeskApp';
import { mount } from '@/components/shared/mount';
import { startDesk } from '@/lib/desk';
import { CLOCKWORK } from '@/lib/platform';

const { text, desk, second } = startDesk();
document.title = text('desk_title');
// A page that grows past the window moves nothing sideways.
document.documentElement.style.scrollbarGutter = 'stable';

const fragment = signal(location.hash);
addEventListener('hashchange', () => {
  fragment.value = location.hash;
});
const go = (to: string) => {
  location.hash = to;
};
mount({ text, second, now: CLOCKWORK.now }, <DeskApp desk={desk} fragment={fragment} onGo={go} />);
