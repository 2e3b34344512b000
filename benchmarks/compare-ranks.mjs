/**
 * Tells whether two samples can come from one distribution (Mann–Whitney, two-sided, normal approximation).
 *
 * @param {number[]} one
 * @param {number[]} other
 * @returns {{ auc: number, z: number, p: number }} `auc` is how often a value of `one` is the larger of a random pair: what a
 *   guess by a single value is worth, 0.5 being a coin's
 */
export function compareRanks(one, other) {
  const all = [...one.map((value) => [value, 1]), ...other.map((value) => [value, 0])].sort(([a], [b]) => a - b);
  let sum = 0;
  let ties = 0;
  for (let from = 0, to; from < all.length; from = to) {
    for (to = from; to < all.length && all[to][0] === all[from][0]; to += 1);
    // Equal values share the mean of their ranks.
    const rank = (from + 1 + to) / 2;
    const size = to - from;
    ties += size ** 3 - size;
    for (let index = from; index < to; index += 1) sum += all[index][1] * rank;
  }
  const [n, m, total] = [one.length, other.length, all.length];
  const larger = sum - (n * (n + 1)) / 2;
  const deviation = Math.sqrt(((n * m) / 12) * (total + 1 - ties / (total * (total - 1))));
  const z = deviation === 0 ? 0 : (larger - (n * m) / 2) / deviation;
  return { auc: larger / (n * m), z, p: twoSided(z) };
}

/** Chance of a normal value at least this far from zero (Abramowitz and Stegun 7.1.26, good to 1.5e-7). */
function twoSided(z) {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return series * Math.exp(-x * x);
}
