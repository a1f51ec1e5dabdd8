import type messages from '../../public/_locales/en/messages.json';

/** A key of the locale files. */
export type MessageKey = Exclude<keyof typeof messages, `${string}__coach`>;

type Plural<K> = K extends `${infer Stem}_other` ? Stem : never;
/** The stem of keys that end in a plural category: `minutes` for `minutes_one`, `minutes_other`. */
export type PluralKey = Plural<MessageKey>;

/** The interface's text in the browser's language. */
export interface Text {
  /** BCP 47 tag of the text's language. */
  readonly language: string;
  /** BCP 47 tag used to format times, dates and numbers. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  /** The message with `$1` to `$9` replaced by `values`, in order. */
  (key: MessageKey, ...values: readonly (string | number)[]): string;
  /**
   * The plural form of a message for `n`: `<key>_one`, `<key>_other` and so on, by the language's
   * rules. `$1` is `n`; `values` start at `$2`.
   */
  count(key: PluralKey, n: number, ...values: readonly (string | number)[]): string;
  /**
   * The same text in the words of a coach, to whom a client is a coachee. Messages under
   * `<key>__coach` say so; the others are the same.
   */
  forCoach(): Text;
}

/** The direction that a language is written in, by its BCP 47 tag. */
export const directionOf = (language: string): 'ltr' | 'rtl' =>
  /^(ar|dv|fa|he|ks|ps|sd|ug|ur|yi)\b/.test(language) ? 'rtl' : 'ltr';

/**
 * Builds the interface's text from a lookup that returns a raw message, or an empty string if there
 * is none. A missing message shows its key, so a button is never empty.
 */
export function createText(lookup: (key: string) => string, locale: string): Text {
  const forCoach = () => createText((key) => lookup(`${key}__coach`) || lookup(key), locale);
  const language = lookup('language_tag') || 'en';
  const rules = new Intl.PluralRules(language);
  const fill = (message: string, values: readonly (string | number)[]) =>
    message.replace(/\$([1-9])/g, (_, n: string) => String(values[Number(n) - 1] ?? ''));
  const text = (key: MessageKey, ...values: readonly (string | number)[]) =>
    fill(lookup(key) || key, values);
  const count = (key: PluralKey, n: number, ...values: readonly (string | number)[]) =>
    fill(lookup(`${key}_${rules.select(n)}`) || lookup(`${key}_other`) || key, [
      n.toLocaleString(locale),
      ...values,
    ]);
  return Object.assign(text, {
    language,
    locale,
    direction: directionOf(language),
    count,
    forCoach,
  });
}
