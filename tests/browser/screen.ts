import path from 'node:path';
import { rolldown } from 'rolldown';
import type { Doc, Point } from './driver/driver.ts';
import { until } from './driver/driver.ts';
import type { Seen } from './in-page/names.ts';

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

const inPage = (
  what: 'hovered' | 'reveal',
  role: string,
  name: string,
  { index = 0, within }: Which,
) => `${what}(...${JSON.stringify([role, name, index, within ?? null])})`;

/** A document as a person meets it: things have roles and names, and are pressed with a mouse or keys. */
export class Screen {
  readonly doc: Doc;

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

  /** Asks what finds things by their names. It is put into the page where it is missing, and not each time: it is large. */
  async #ask(call: string): Promise<unknown> {
    const asked = `globalThis.perchNames ? [globalThis.perchNames.${call}] : null`;
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

  /** Presses the middle of a thing with a real mouse, where it is in its tab. */
  async press(role: string, name: string, which: Which = {}): Promise<void> {
    let at = await this.middle(role, name, which);
    // A person sees the pointer on the thing before pressing. Right after a frame has moved or appeared, a
    // browser may still give input to what was there before.
    await until(async () => {
      await this.doc.tab.hover({ x: at.x + 1, y: at.y });
      at = await this.middle(role, name, which);
      await this.doc.tab.hover(at);
      return this.#ask(inPage('hovered', role, name, which));
    }, `the pointer on ${role} "${name}"`);
    await this.doc.tab.click(at);
    if (/^(textbox|searchbox|spinbutton)$/.test(role))
      await this.when(role, name, ({ focused }) => focused);
  }

  /** The middle of a thing, in its tab's pixels, once it has come to rest. */
  async middle(role: string, name: string, which: Which = {}): Promise<Point> {
    let last = '';
    return until(async () => {
      const seen = (await this.#ask(inPage('reveal', role, name, which))) as Seen | null;
      if (!seen) return null;
      const origin = await this.doc.origin();
      const middle = {
        x: origin.x + seen.x + seen.width / 2,
        y: origin.y + seen.y + seen.height / 2,
      };
      const before = last;
      last = JSON.stringify(middle);
      return before === last ? middle : null;
    }, `${role} "${name}" at rest`);
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
