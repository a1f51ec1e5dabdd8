import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Hours } from '@/lib/practice';
import { withHours } from '@/lib/text';
import { TextProvider, useText } from './text';

/** Shows clock times in 12 or 24 hours to the components below. */
export function HoursProvider({ hours, children }: { hours: Hours; children: ComponentChildren }) {
  const text = useText();
  const shown = useMemo(() => withHours(text, hours), [text, hours]);
  return <TextProvider value={shown}>{children}</TextProvider>;
}
