import type { Settings } from '@/lib/practice';
import type { LegId } from '@/lib/session';
import { useText } from '../../shared/text';
import { AgendaSheet } from './AgendaSheet';
import { ClosingSheet } from './ClosingSheet';
import { ExplorationSheet } from './ExplorationSheet';
import { IntegrationSheet } from './IntegrationSheet';
import { OpeningSheet } from './OpeningSheet';
import { PlanningSheet } from './PlanningSheet';
import type { SheetProps } from './sheet-props';

/** What the current leg needs beside its prompt. */
export function LegSheet({
  leg,
  settings,
  ...rest
}: Omit<SheetProps, 'quiet' | 'profile' | 'grounding'> & { leg: LegId; settings: Settings }) {
  const text = useText();
  const Sheet = SHEETS[leg];
  const profile = rest.view.client?.profile ?? settings.profile;
  const props: SheetProps = {
    ...rest,
    profile,
    quiet: settings.quiet,
    grounding: settings.grounding,
  };
  const { mandate } = props.view.client ?? {};
  return (
    <div class="sheet">
      {settings.guidance === 'learning' && <p class="sheet-guide">{text(`guide_${leg}`)}</p>}
      {mandate && <p class="sheet-line sheet-mandate">{text('mandate_line', mandate)}</p>}
      <Sheet {...props} />
    </div>
  );
}

const SHEETS: Readonly<Record<LegId, (props: SheetProps) => preact.JSX.Element>> = {
  opening: OpeningSheet,
  agenda: AgendaSheet,
  exploration: ExplorationSheet,
  integration: IntegrationSheet,
  planning: PlanningSheet,
  closing: ClosingSheet,
};
