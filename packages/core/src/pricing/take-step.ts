import { allocate } from '../money/allocate.ts';
import type { Scope } from './left-in.ts';
import type { OpenSum } from './open-sum.ts';
import type { PriceStep } from './price.ts';

/**
 * Takes a step from the sum: spreads its amount by largest remainder over what is left in its scope, and writes it down. A
 * step that takes nothing leaves no trace.
 *
 * @param sum Changed in place
 * @param scope What the step acts on
 * @param step Complete but for its allocations; its `amount` is no more than is left
 */
export function takeStep(sum: OpenSum, scope: Scope, step: PriceStep): void {
  if (step.amount === 0) return;
  sum.steps.push(step);
  if (scope === 'delivery') {
    takeFromDelivery(sum, step, step.amount);
    return;
  }
  const parts = allocate(step.amount, weightsOf(sum, scope));
  for (let index = 0; index < sum.lines.length; index += 1) {
    const amount = parts[index] ?? 0;
    const line = sum.lines[index];
    if (amount === 0 || !line) continue;
    sum.left[index] = (sum.left[index] ?? 0) - amount;
    step.allocations.push({ line: line.id, amount });
  }
  takeFromDelivery(sum, step, parts[sum.lines.length] ?? 0);
}

function weightsOf({ left, deliveryLeft, takesPoints }: OpenSum, scope: Scope): readonly number[] {
  if (scope === 'goods') return left;
  if (scope === 'due') return [...left, deliveryLeft];
  return left.map((amount, index) => (takesPoints[index] ? amount : 0));
}

function takeFromDelivery(sum: OpenSum, step: PriceStep, amount: number): void {
  if (amount === 0) return;
  sum.deliveryLeft -= amount;
  step.allocations.push({ line: null, amount });
}
