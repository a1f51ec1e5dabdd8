import path from 'node:path';
import { rolldown } from 'rolldown';
import type { Doc, Point } from './driver/driver.ts';
import { until } from './driver/driver.ts';
import type { Resting, Seen } from './in-page/names.ts';

interface Within {
  readonly role: string;
  readonly name: string;
}

/** Which of several elements with the same role and name. */
export interface Which {
  readonly index?: number;
  readonly within?: Within;
}

const bundle = await rolldown({
  input: path.join(import.meta.dirname, 'in-page/names.ts'),
  // The project's tsconfig extends a file that a build writes, which may not exist yet.
  tsconfig: false,
});
const { output } = await bundle.generate({ format: 'iife' });
const NAMES = `globalThis.perchNames || (() => { ${output[0].code} })(), true`;

const inPage = (role: string, name: string, { index = 0, within }: Which) =>
  `rest(...${JSON.stringify([role, name, index, within ?? null])})`;

const isSame = (a: Point | null, b: Point | null) => a?.x === b?.x && a?.y === b?.y;

/**
 * A document as a person uses it: elements have roles and names, and are pressed with a mouse or
 * keys.
 */
export class Screen {
  readonly doc: Doc;
  #settled = false;

  constructor(doc: Doc) {
    this.doc = doc;
  }

  /**
   * All elements with this role and name. `null` is any name; `Legs*` is any that begins with Legs.
   */
  async all(
    role: string,
    name: string | null = null,
    within: Within | null = null,
  ): Promise<readonly Seen[]> {
    return (await this.#ask(`all(...${JSON.stringify([role, name, within])})`)) as readonly Seen[];
  }

  /**
   * Calls the in-page script, which is put into the page only where it is missing, because it is
   * large.
   */
  async #ask(call: string): Promise<unknown> {
    const asked = `(async () => globalThis.perchNames ? [await globalThis.perchNames.${call}] : null)()`;
    const answer = (await this.doc.evaluateSource(asked)) as readonly [unknown] | null;
    if (answer) return answer[0];
    await this.doc.evaluateSource(NAMES);
    return this.doc.evaluateSource(`globalThis.perchNames.${call}`);
  }

  /** Waits for the one element with this role and name. */
  see(role: string, name: string, within: Within | null = null): Promise<Seen> {
    return until(async () => {
      const found = await this.all(role, name, within);
      if (found.length > 1) throw new Error(`${found.length} ${role}s are called ${name}`);
      return found[0];
    }, `${role} "${name}"`);
  }

  /** All visible text. */
  words(): Promise<string> {
    return this.doc.evaluate(() => document.body.innerText);
  }

  /** Waits until this text is visible. */
  async says(what: string, patience?: number): Promise<void> {
    let last = '';
    await until(
      async () => {
        last = await this.words();
        return last.includes(what);
      },
      `the words "${what}"`,
      patience,
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}; shown ${last.replaceAll('\n', ' ').slice(0, 600)}`);
    });
  }

  /** Waits until no element has this role and name. */
  async gone(role: string, name: string): Promise<void> {
    await until(async () => (await this.all(role, name)).length === 0, `${role} "${name}" to go`);
  }

  /** Waits until the element with this role and name satisfies a condition. */
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
   * Presses the middle of an element with a real mouse, once the pointer is on it and it has
   * stopped moving, as a person would. After a frame appears or moves, the browser may send input
   * to what was there before, and the page moves a frame a moment after the frame's content has
   * changed.
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
    }, `the pointer on ${role} "${name}"`).catch(async (error: unknown) => {
      const shown = await this.words().catch(String);
      throw new Error(
        `${String(error)}; ${why}; shown ${shown.replaceAll('\n', ' ').slice(0, 300)}`,
      );
    });
    await this.doc.tab.click(at);
    // Whoever is told that a press was not taken presses again.
    if (await this.hasRefused()) return this.press(role, name, which);
    if (!/^(textbox|searchbox|spinbutton)$/.test(role)) return;
    const outcome = await until(async () => {
      const seen = (await this.all(role, name))[which.index ?? 0];
      if (seen?.focused) return 'focused';
      const [now] = await this.#look(role, name, which);
      return now && !isSame(now, at) ? 'moved' : null;
    }, `${role} "${name}" to have the focus`).catch(async (error: unknown) => {
      const there = await this.doc.evaluate(() => [
        document.hasFocus(),
        document.activeElement?.tagName,
        document.documentElement.dataset.covered,
        document.body.innerText.replaceAll('\n', ' ').slice(0, 300),
      ]);
      throw new Error(`${String(error)}; the document ${JSON.stringify(there)}`);
    });
    // A page that is still arriving can move under the hand, which then presses again.
    if (outcome === 'moved') return this.press(role, name, which);
  }

  /** Whether it says that it has just refused a press. */
  protected async hasRefused(): Promise<boolean> {
    return false;
  }

  /** The middle of an element once it has stopped moving, in pixels of its tab. */
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

  /** Focuses a field by pressing it, and replaces its text by typing. */
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
    // What was chosen may bring a line that moves what is pressed next.
    this.#settled = false;
  }
}
