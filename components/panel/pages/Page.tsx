import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { IconButton } from '../../shared/controls/IconButton';
import { NotDrawn } from '../../shared/NotDrawn';
import { useText } from '../../shared/text';
import { useChangeAtOnce } from '../../shared/use-change';
import { isLost } from '../../shared/use-kept-focus';
import type { Later } from '../hooks/use-later';
import type { PageProps } from './page-props';
import type { PanelPage } from './pages';

/** A page in place of legs, prompt and notes. The time stays visible above it. */
export function Page({
  page,
  later: { parts, failed, retry },
  ...props
}: PageProps & { page: PanelPage; later: Later }) {
  const Content = parts?.pages[page];
  const text = useText();
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  // Each page begins at its heading.
  useChangeAtOnce(page, () => {
    if (document.hasFocus()) heading.current?.focus();
  });
  // The pressed element may be gone now, so the keyboard continues from the page's heading.
  useLayoutEffect(() => {
    if (isLost()) heading.current?.focus();
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
        <IconButton icon="previous" label={text('page_back')} onClick={() => props.onPage(null)} />
        <h2 id={id} tabIndex={-1} ref={heading}>
          {text(`page_${page}`)}
        </h2>
      </div>
      {Content ? (
        <Content {...props} />
      ) : failed ? (
        <NotDrawn says="notDrawn_page" onRetry={retry} />
      ) : null}
    </section>
  );
}
