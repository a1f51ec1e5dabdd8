import type { LegId } from '../session';
import type { Text } from '../text';
import { escaped } from './markdown';

/**
 * Notes for supervision as Markdown, by session. It names no client, no day and no time; what the
 * notes themselves say stays as it was written.
 */
export function supervisionMarkdown(
  sessions: readonly {
    readonly notes: readonly { readonly leg: LegId | null; readonly text: string }[];
  }[],
  text: Text,
): string {
  const parts = sessions.map(({ notes }, n) =>
    [
      `## ${text('doc_supervisionSession', n + 1)}`,
      '',
      ...notes.map(({ leg, text: words }) => {
        const name = leg ? `${escaped(`${text(`leg_${leg}`)}:`)} ` : '';
        return `- ${name}${escaped(words)}`;
      }),
    ].join('\n'),
  );
  return [`# ${text('doc_supervision')}`, ...parts].join('\n\n').concat('\n');
}
