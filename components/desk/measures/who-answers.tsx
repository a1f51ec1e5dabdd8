import { Choices } from '../../shared/controls/Choices';
import { useText } from '../../shared/text';

/** Whether a file is of several people, so that each result has to say whose it is. */
export const isOfSeveral = (speakers: readonly string[]): boolean => speakers.length > 1;

/**
 * Whose an answer is: of those who take part by now, or of all of them. Null while nobody has said;
 * empty in a file of one person.
 */
export function personIn(speakers: readonly string[], person: string | null): string | null {
  if (!isOfSeveral(speakers)) return '';
  return person === '' || (person !== null && speakers.includes(person)) ? person : null;
}

/**
 * Who answers a measure: one of those who take part, or all of them together. Nothing in a file of
 * one person.
 */
export function WhoAnswers({
  speakers,
  value,
  onPick,
}: {
  /** The initials of those who take part. */
  speakers: readonly string[];
  /** Empty for all of them; null while nobody has said. */
  value: string | null;
  onPick(person: string): void;
}) {
  const text = useText();
  if (!isOfSeveral(speakers)) return null;
  return (
    <Choices
      small
      name={text('measure_who')}
      options={[...speakers, '']}
      value={value}
      label={(person) => person || text('measure_together')}
      said={(person) => (person === '' ? undefined : text('measure_whoIs', person))}
      onPick={onPick}
    />
  );
}
