import { signal } from '@preact/signals';
import { render } from 'preact';
import { RehearsalApp } from '@/components/rehearsal/RehearsalApp';
import { TextProvider } from '@/components/shared/text';
import { startRehearsal } from '@/lib/overlay';
import { startRehearsalPage } from '@/lib/panel';

const page = startRehearsalPage();
const { text } = page;
/** Whether the panel is a bar. */
const inBar = signal(false);
document.documentElement.lang = text.language;
document.documentElement.dir = text.direction;
document.title = text('rehearsal_title');

render(
  <TextProvider value={text}>
    <RehearsalApp page={page} inBar={inBar} />
  </TextProvider>,
  document.body,
);
await startRehearsal(text('panel_title'), (shape) => {
  inBar.value = shape === 'bar';
});
