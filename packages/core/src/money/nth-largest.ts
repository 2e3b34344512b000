/**
 * Finds the n-th largest of some numbers without sorting them (Hoare's selection), which takes time in proportion to their
 * count.
 *
 * @param numbers At least `n` of them
 * @param n From 1 on
 */
export function nthLargest(numbers: readonly number[], n: number): number {
  const values = numbers.slice();
  const wanted = values.length - n;
  let from = 0;
  let to = values.length - 1;
  while (from < to) {
    const pivot = values[(from + to) >> 1] ?? 0;
    let low = from;
    let high = to;
    while (low <= high) {
      while ((values[low] ?? 0) < pivot) low += 1;
      while ((values[high] ?? 0) > pivot) high -= 1;
      if (low > high) break;
      const value = values[low] ?? 0;
      values[low] = values[high] ?? 0;
      values[high] = value;
      low += 1;
      high -= 1;
    }
    // Nothing up to `high` is more than anything from `low` on; what is between the two is in its place.
    if (wanted <= high) to = high;
    else if (wanted >= low) from = low;
    else break;
  }
  return values[wanted] ?? 0;
}
