import { listedAnswer } from './answers.ts';
import type { PromoList } from './list-promos.ts';

/**
 * Writes a list as JSON, part by part, so that a hundred thousand promos neither fill the memory nor block other calls.
 * A list of one part is returned as a string, whose length is known.
 *
 * @param now ms since epoch, the same for the whole list
 * @param onFailure Called when a later part cannot be read; the answer then breaks off
 */
export async function listBody(
  list: PromoList,
  now: number,
  onFailure: (thrown: unknown) => void,
): Promise<string | ReadableStream<Uint8Array>> {
  const written = async () => {
    const part = await list.next();
    return part.map(({ row, used }) => JSON.stringify(listedAnswer(row, used, now))).join(',');
  };
  const first = await written();
  const second = first && (await written());
  if (!second) return `[${first}]`;

  const encoder = new TextEncoder();
  const ready = [`[${first}`, `,${second}`];
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const part = ready.shift() ?? (await written().then((text) => text && `,${text}`));
        controller.enqueue(encoder.encode(part || ']'));
        if (!part) controller.close();
      } catch (thrown) {
        onFailure(thrown);
        // A server may write the error's message into the rest of the answer, so the real one is not passed on.
        controller.error(new Error('unknown error'));
      }
    },
  });
}
