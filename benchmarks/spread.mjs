/**
 * Sums up the rounds of one measurement.
 *
 * @param {number[]} values One figure a round
 * @returns {{ min: number, median: number, max: number }}
 */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return { min: sorted[0], median: sorted[Math.floor(sorted.length / 2)], max: sorted.at(-1) };
}
