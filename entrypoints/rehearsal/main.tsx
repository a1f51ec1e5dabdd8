import { render } from 'preact';
import { Rehearsal } from '@/components/rehearsal/Rehearsal';
import { TextProvider } from '@/components/shared/text';
import { startRehearsal } from '@/lib/overlay';
import { browserText } from '@/lib/platform';

const text = browserText();
document.documentElement.lang = text.language;
document.documentElement.dir = text.direction;
document.title = text('rehearsal_title');

render(
  <TextProvider value={text}>
    <Rehearsal />
  </TextProvider>,
  document.body,
);
await startRehearsal(text('panel_title'));
