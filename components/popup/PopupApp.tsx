import type { StartedPopup } from '@/lib/panel';
import { LegNamesProvider } from '../shared/leg-names';
import { WordsProvider } from '../shared/Words';
import { Popup } from './Popup';

/** The toolbar's popup, with the practitioner's own names for legs. */
export function PopupApp({ popup }: { popup: StartedPopup }) {
  const snapshot = popup.snapshot.value;
  const settings = snapshot && !snapshot.masked ? snapshot.practice.settings : null;
  return (
    <WordsProvider settings={settings}>
      <LegNamesProvider value={settings?.legNames ?? {}}>
        <Popup
          snapshot={snapshot}
          onUnlock={popup.unlock}
          onLock={popup.lock}
          onMask={popup.mask}
          onUnmask={popup.unmask}
          onCall={popup.goToCall}
          wrong={popup.wrong.value}
          onDesk={() => popup.open('/desk.html')}
          onHelp={() => popup.open('/desk.html#/help')}
          onRehearse={() => popup.open('/rehearsal.html')}
          site={popup.site.value}
          onUse={({ patterns }) => popup.allow(patterns)}
          onStop={({ patterns }) => popup.withdraw(patterns)}
          onSide={popup.openBeside}
        />
      </LegNamesProvider>
    </WordsProvider>
  );
}
