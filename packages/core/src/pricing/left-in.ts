import type { OpenSum } from './open-sum.ts';

/** What a step may act on: all goods, the goods that loyalty can act on, the delivery, or everything that is due. */
export type Scope = 'goods' | 'pointsGoods' | 'delivery' | 'due';

/** What is left for a step to act on, minor units. */
export function leftIn(sum: OpenSum, scope: Scope): number {
  if (scope === 'delivery') return sum.deliveryLeft;
  let left = scope === 'due' ? sum.deliveryLeft : 0;
  for (let index = 0; index < sum.left.length; index += 1) {
    if (scope !== 'pointsGoods' || sum.takesPoints[index] === true) left += sum.left[index] ?? 0;
  }
  return left;
}
