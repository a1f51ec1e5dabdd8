import { useEffect, useId, useRef } from 'preact/hooks';
import { useText } from '../../shared/text';
import { useChange } from '../../shared/use-change';
import { ClientPage } from './ClientPage';
import { EndPage } from './EndPage';
import { FirstPage } from './FirstPage';
import { GroundingPage } from './GroundingPage';
import { InterruptionsPage } from './InterruptionsPage';
import { InterventionsPage } from './InterventionsPage';
import { LegsPage } from './LegsPage';
import { MenuPage } from './MenuPage';
import { OptionsPage } from './OptionsPage';
import type { PageProps } from './page-props';
import type { PanelPage } from './pages';
import { SafetyPage } from './SafetyPage';
import { StartCardPage } from './StartCardPage';

/** A page in place of legs, prompt and notes. The time stays visible above it. */
export function Page({ page, ...props }: PageProps & { page: PanelPage }) {
  const Content = PAGES[page];
  const text = useText();
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useChange(page, () => {
    if (document.hasFocus()) heading.current?.focus();
  });
  // The pressed element may be gone now, so the keyboard continues from the page's heading.
  useEffect(() => {
    if (document.hasFocus() && document.activeElement === document.body) heading.current?.focus();
  });
  return (
    <section
      class="page"
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.isComposing) return;
        event.stopPropagation();
        props.onPage(null);
      }}
    >
      <div class="page-head">
        <h2 id={id} tabIndex={-1} ref={heading}>
          {text(`page_${page}`)}
        </h2>
        <button type="button" class="secondary" onClick={() => props.onPage(null)}>
          {text('page_back')}
        </button>
      </div>
      <Content {...props} />
    </section>
  );
}

const PAGES: Readonly<Record<PanelPage, (props: PageProps) => preact.JSX.Element>> = {
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
  grounding: GroundingPage,
};
