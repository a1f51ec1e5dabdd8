import type { PanelMessage } from '@/lib/messaging';
import type { Scope } from './scope.ts';

/** The same numbers in every run, so that a failure can be looked at again. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface Note {
  readonly id: string;
  readonly text: string;
}

/** Notes with letters of several scripts, and of several lengths. */
export const newNotes = (count: number, about: string): readonly Note[] =>
  Array.from({ length: count }, (_, n) => ({
    id: crypto.randomUUID(),
    text: `${about} ${n}: ü 你好 👩‍👧 “quoted”\n${'x'.repeat((n * 37) % 400)}end`,
  }));

/**
 * In a page of the extension: saves notes over a line of its own, and gives the ids of those that
 * were acknowledged.
 */
export const write = async (
  notes: readonly Note[],
  begin: string | null,
): Promise<readonly string[]> => {
  const scope = globalThis as unknown as Scope;
  const port = (scope.browser ?? scope.chrome).runtime.connect({ name: 'panel' });
  const order = ['opening', 'agenda', 'exploration', 'integration', 'planning', 'closing'];
  const request = {
    minutes: 240,
    ends: { by: 'length' },
    beganMinutesAgo: 0,
    preset: 'clientLed',
    order,
    surplus: 'exploration',
  };
  const saved: string[] = [];
  return new Promise((resolve) => {
    let answers = 0;
    const commands: object[] = [
      ...(begin
        ? [
            { type: 'end' },
            { type: 'close' },
            { type: 'start', sessionId: begin, request, client: { by: 'later' }, confirmed: false },
          ]
        : []),
      ...notes.map(({ id, text }) => ({
        type: 'addNote',
        noteId: id,
        text,
        kind: 'note',
        compartment: 'record',
        speaker: '',
        typed: false,
        at: Date.now(),
      })),
    ];
    port.onDisconnect.addListener(() => resolve(saved));
    port.onMessage.addListener((message) => {
      if (message.type === 'welcome')
        commands.forEach((command, call) => {
          port.postMessage({ type: 'command', call, command });
        });
      if (message.type !== 'reply') return;
      answers += 1;
      const command = commands[message.call as number] as { noteId?: string };
      if (message.reply?.ok && command.noteId) saved.push(command.noteId);
      if (answers < commands.length) return;
      port.disconnect();
      resolve(saved);
    });
    const hello: PanelMessage = {
      type: 'hello',
      token: null,
      panel: crypto.randomUUID(),
      fresh: true,
      tab: null,
    };
    port.postMessage(hello);
  });
};
