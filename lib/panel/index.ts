export type { Call, Drop, Layout } from './panel-page';
export { type StartedPopup, startPopup } from './popup';
export { type StartedRehearsal, startRehearsalPage } from './rehearsal';
export { type StartedPanel, startFramedPanel, startPanelBeside } from './start';
