import type { Json } from '../driver/driver.ts';
import type { Answer, Scope } from './scope.ts';

/**
 * In an extension document: posts messages on a new port and gives the answers.
 * @param wanted how many answers to wait for, or the type of the last one
 */
export const talk = (
  messages: readonly Json[],
  wanted: number | string,
): Promise<readonly Answer[]> =>
  new Promise((resolve) => {
    const scope = globalThis as unknown as Scope;
    const port = (scope.browser ?? scope.chrome).runtime.connect({ name: 'panel' });
    const answers: Answer[] = [];
    const done = () => {
      port.disconnect();
      resolve(answers);
    };
    port.onDisconnect.addListener(done);
    port.onMessage.addListener((message) => {
      if (answers.push(message) === wanted || message.type === wanted) done();
    });
    for (const message of messages) port.postMessage(message);
  });

/** In an extension document: sends a message of the kind that content scripts send. */
export const tell = async (message: Json): Promise<Json> => {
  const scope = globalThis as unknown as Scope;
  return (await (scope.browser ?? scope.chrome).runtime.sendMessage(message)) ?? null;
};
