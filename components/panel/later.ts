import type { LaterParts } from './hooks/use-later';
import { ClientPage } from './pages/ClientPage';
import { EndPage } from './pages/EndPage';
import { FeedbackPage } from './pages/FeedbackPage';
import { FirstPage } from './pages/FirstPage';
import { GroundingPage } from './pages/GroundingPage';
import { InterruptionsPage } from './pages/InterruptionsPage';
import { InterventionsPage } from './pages/InterventionsPage';
import { LegsPage } from './pages/LegsPage';
import { MenuPage } from './pages/MenuPage';
import { OptionsPage } from './pages/OptionsPage';
import { ReferralPage } from './pages/ReferralPage';
import { SafetyPage } from './pages/SafetyPage';
import { StartCardPage } from './pages/StartCardPage';
import { Ended } from './session/Ended';
import { StartForm } from './start/StartForm';

/**
 * What the panel loads once it is drawn, so that it is seen sooner: the form before a start,
 * every page and the summary.
 */
export const LATER: LaterParts = {
  Ended,
  StartForm,
  pages: {
    menu: MenuPage,
    client: ClientPage,
    legs: LegsPage,
    end: EndPage,
    interruptions: InterruptionsPage,
    card: StartCardPage,
    safety: SafetyPage,
    first: FirstPage,
    options: OptionsPage,
    interventions: InterventionsPage,
    referral: ReferralPage,
    grounding: GroundingPage,
    feedback: FeedbackPage,
  },
};
