import path from 'node:path';
import { rolldown } from 'rolldown';
import type { Doc, Point } from './driver/driver.ts';
import { until } from './driver/driver.ts';
import type { Resting, Seen } from './in-page/names.ts';

interface Within {
  readonly role: string;
  readonly name: string;
}

/** Which one, where several have the same role and name. */
interface Which {
  readonly index?: number;
  readonly within?: Within;
}

const bundle = await rolldown({
  input: path.join(import.meta.dirname, 'in-page/names.ts'),
  // The project's own extends what a build writes, and there may have been none yet.
  tsconfig: false,
});
const { output } = await bundle.generate({ format: 'iife' });
const NAMES = `globalThis.perchNames || (() => { ${output[0].code} })(), true`;

const inPage = (role: string, name: string, { index = 0, within }: Which) =>
  `rest(...${JSON.stringify([role, name, index, within ?? null])})`;

const isSame = (a: Point | null, b: Point | null) => a?.x === b?.x && a?.y === b?.y;

/**
 * A document as a person meets it: things have roles and names, and are pressed with a mouse or
 * keys.
 */
export class Screen {
  readonly doc: Doc;
  #settled = false;

  constructor(doc: Doc) {
    this.doc = doc;
  }

  /** Everything with this role and name now. `null` is any name; `Legs*` any that begins so. */
  async all(
    role: string,
    name: string | null = null,
    within: Within | null = null,
  ): Promise<readonly Seen[]> {
    return (await this.#ask(`all(...${JSON.stringify([role, name, within])})`)) as readonly Seen[];
  }

  /**
   * Asks what finds things by their names. It is put into the page where it is missing, and not
   * each time: it is large.
   */
  async #ask(call: string): Promise<unknown> {
    const asked = `(async () => globalThis.perchNames ? [await globalThis.perchNames.${call}] : null)()`;
    const answer = (await this.doc.evaluateSource(asked)) as readonly [unknown] | null;
    if (answer) return answer[0];
    await this.doc.evaluateSource(NAMES);
    return this.doc.evaluateSource(`globalThis.perchNames.${call}`);
  }

  /** The one thing with this role and name, once it is there. */
  see(role: string, name: string, within: Within | null = null): Promise<Seen> {
    return until(async () => {
      const found = await this.all(role, name, within);
      if (found.length > 1) throw new Error(`${found.length} ${role}s are called ${name}`);
      return found[0];
    }, `${role} "${name}"`);
  }

  /** Every word that is shown now. */
  words(): Promise<string> {
    return this.doc.evaluate(() => document.body.innerText);
  }

  /** Waits until these words are shown. */
  async says(what: string, patience?: number): Promise<void> {
    await until(async () => (await this.words()).includes(what), `the words "${what}"`, patience);
  }

  /** Waits until nothing with this role and name is there. */
  async gone(role: string, name: string): Promise<void> {
    await until(async () => (await this.all(role, name)).length === 0, `${role} "${name}" to go`);
  }

  /** Waits until the thing with this role and name satisfies a condition. */
  async when(role: string, name: string, holds: (seen: Seen) => boolean): Promise<Seen> {
    let last: Seen | undefined;
    try {
      return await until(async () => {
        [last] = await this.all(role, name);
        return last && holds(last) ? last : null;
      }, `${role} "${name}" to change`);
    } catch (error) {
      throw new Error(`${String(error)}; it is ${JSON.stringify(last)}`);
    }
  }

  /**
   * Presses the middle of a thing with a real mouse, where it is in its tab, once the pointer has
   * come to it and it has stayed where it was: a person sees that before pressing. Right after a
   * frame has appeared or moved, a browser may give input to what was there before, and the page
   * moves a frame a moment after what is in it has changed.
   */
  async press(role: string, name: string, which: Which = {}): Promise<void> {
    if (!this.#settled) await this.#ask('settled()');
    this.#settled = true;
    let why = '';
    const at = await until(async () => {
      const [before] = await this.#look(role, name, which);
      why = 'it is not there, or moves';
      if (!before) return null;
      await this.doc.tab.hover(before);
      const [after, seen] = await this.#look(role, name, which);
      why = seen?.covered ? 'something of the page covers it' : 'the pointer does not reach it';
      return seen?.hovered && isSame(before, after) ? after : null;
    }, `the pointer on ${role} "${name}"`).catch((error: unknown) => {
      throw new Error(`${String(error)}; ${why}`);
    });
    await this.doc.tab.click(at);
    if (/^(textbox|searchbox|spinbutton)$/.test(role))
      await this.when(role, name, ({ focused }) => focused);
  }

  /** The middle of a thing, in its tab's pixels, once it has come to rest. */
  middle(role: string, name: string, which: Which = {}): Promise<Point> {
    return until(async () => {
      const [before] = await this.#look(role, name, which);
      const [after] = await this.#look(role, name, which);
      return isSame(before, after) && after;
    }, `${role} "${name}" at rest`);
  }

  /**
   * The middle of a thing, and how it looks. Neither while it is missing or moves.
   */
  async #look(
    role: string,
    name: string,
    which: Which,
  ): Promise<readonly [Point | null, Resting | null]> {
    const [seen, { x, y }] = await Promise.all([
      this.#ask(inPage(role, name, which)) as Promise<Resting | null>,
      this.doc.origin(),
    ]);
    if (!seen) return [null, null];
    return [{ x: x + seen.x + seen.width / 2, y: y + seen.y + seen.height / 2 }, seen];
  }

  /** Puts the focus into a field by pressing it, replaces what it holds and types. */
  async fill(role: string, name: string, text: string): Promise<void> {
    await this.press(role, name);
    await this.doc.press('Control+a');
    await this.doc.press('Backspace');
    await this.doc.type(text);
  }

  /** Sets a field that has an editor of the browser's own, such as a time. */
  async choose(role: string, name: string, value: string): Promise<void> {
    await this.see(role, name);
    await this.#ask(`choose(...${JSON.stringify([role, name, value])})`);
  }
}
