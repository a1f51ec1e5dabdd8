import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Settings } from '@/lib/practice';
import { forPractice } from '@/lib/text';
import { TextProvider, useText } from './text';

/** Says things to the components below as these settings want: in words and hours of theirs. */
export function WordsProvider(props: {
  settings: Pick<Settings, 'profile' | 'hours'> | null | undefined;
  children: ComponentChildren;
}) {
  const text = useText();
  const { profile, hours } = props.settings ?? {};
  const said = useMemo(() => forPractice(text, profile, hours), [text, profile, hours]);
  return <TextProvider value={said}>{props.children}</TextProvider>;
}
