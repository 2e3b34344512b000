/**
 * An answer that is there already, or is still to come. Nearly all that a quote asks is there: a promise for it would cost more
 * than the answer does (`docs/decisions/0010-one-quote-of-three-providers.md`).
 */
export type NowOrLater<T> = T | Promise<T>;

/** Goes on with an answer, at once when it is there. */
export function andThen<T, U>(answer: NowOrLater<T>, goOn: (answer: T) => NowOrLater<U>): NowOrLater<U> {
  return answer instanceof Promise ? answer.then(goOn) : goOn(answer);
}
