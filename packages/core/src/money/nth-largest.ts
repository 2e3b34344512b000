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
    const pivot = at(values, (from + to) >> 1);
    let low = from;
    let high = to;
    while (low <= high) {
      while (at(values, low) < pivot) low += 1;
      while (at(values, high) > pivot) high -= 1;
      if (low > high) break;
      const value = at(values, low);
      values[low] = at(values, high);
      values[high] = value;
      low += 1;
      high -= 1;
    }
    // Nothing up to `high` is more than anything from `low` on; what is between the two is in its place.
    if (wanted <= high) to = high;
    else if (wanted >= low) from = low;
    else break;
  }
  return at(values, wanted);
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? 0;
}
