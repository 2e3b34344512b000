import { listedAnswer } from './answers.ts';
import type { PromoList } from './list-promos.ts';

/**
 * Writes a list as JSON, part by part, so that a hundred thousand promos neither fill the memory nor hold up other calls.
 * A list of one part comes as text, whose length is known.
 *
 * @param now ms since epoch, of the whole list
 * @param onFailure Told when a later part cannot be read; the answer then ends in the middle
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
        // A server may write the message into what is left of the answer.
        controller.error(new Error('unknown error'));
      }
    },
  });
}
