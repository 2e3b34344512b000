import { priceCart } from '@checkout-perks/core/pricing';
import { printTable } from './print-table.mjs';
import { spread } from './spread.mjs';

const ROUNDS = 15;
const WARM_UP = 5;
const CARTS = 64;
const RATE = 1000;

/**
 * What the sum alone costs, beside the least that it can cost: `floor` below, which does one promo of 10 % in plain numbers,
 * without a check, a step or a label.
 */
export async function benchmarkPricing() {
  const rows = [];
  for (const [lines, calls] of [
    [3, 40_000],
    [100, 2000],
  ]) {
    const carts = Array.from({ length: CARTS }, (_, index) => cartOf(lines, index));
    for (const cart of carts) mustAgree(cart);
    const contenders = [
      ['floor: one promo of 10 %', (cart) => floor(cart, RATE).total],
      ['priceCart, no perk', (cart) => priceCart(cart, {}).total],
      ['priceCart, one promo of 10 %', (cart) => priceCart(cart, ONE_PROMO).total],
      ['priceCart, two promos, points and a gift code', (cart) => priceCart(cart, ALL_PERKS).total],
    ];
    const figures = contenders.map(() => []);
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      for (const [index, [, price]] of contenders.entries()) {
        const nanoseconds = time(price, carts, calls);
        // The first rounds are the engine's, to compile in.
        if (round >= 0) figures[index].push(nanoseconds);
      }
    }
    const { median: least } = spread(figures[0]);
    for (const [index, [name]] of contenders.entries()) {
      const { min, median, max } = spread(figures[index]);
      rows.push([`${lines} lines, ${name}`, min, median, max, median / least]);
    }
  }
  printTable(['ns of CPU a cart', 'min', 'median', 'max', '× floor'], rows);
  console.log('\nThe floor does what the row with one promo does; the last row of each takes four steps.');
}

const PROMO = { label: 'SALE10', target: 'goods', discount: { kind: 'percent', basisPoints: RATE } };
const FREE_DELIVERY = { label: 'FREE', target: 'delivery', discount: { kind: 'fixed', amount: 25_000 } };
const ONE_PROMO = { promos: [PROMO] };
const ALL_PERKS = {
  promos: [PROMO, FREE_DELIVERY],
  points: { label: 'Points', spend: 'max', max: 150, pointValue: 100 },
  gifts: [{ label: '••••56GH', value: 50_000 }],
};

function cartOf(count, seed) {
  const lines = Array.from({ length: count }, (_, index) => ({
    id: `line-${index}`,
    quantity: 1 + ((index + seed) % 4),
    unitPrice: 1990 + ((index * 7919 + seed * 104_729) % 250_000),
  }));
  return { lines, delivery: { price: 29_900 } };
}

/** The floor: rounds half up, hands the odd units out by largest remainder in one sort of packed numbers, builds a result. */
function floor(cart, basisPoints) {
  const count = cart.lines.length;
  const lines = new Array(count);
  let goods = 0;
  for (let index = 0; index < count; index += 1) {
    const { id, quantity, unitPrice } = cart.lines[index];
    const total = quantity * unitPrice;
    lines[index] = { id, total, discount: 0 };
    goods += total;
  }
  const amount = Math.floor((goods * basisPoints + 5000) / 10_000);
  const packed = new Float64Array(count);
  let left = amount;
  for (let index = 0; index < count; index += 1) {
    const product = amount * lines[index].total;
    const part = Math.floor(product / goods);
    lines[index].discount = part;
    left -= part;
    packed[index] = (product - part * goods) * count + (count - 1 - index);
  }
  packed.sort();
  for (let place = count - 1; left > 0; place -= 1, left -= 1) lines[count - 1 - (packed[place] % count)].discount += 1;
  const delivery = cart.delivery.price;
  return { lines, goods, delivery, discount: amount, total: goods - amount + delivery };
}

/** A floor that came to another sum would be no floor. */
function mustAgree(cart) {
  const ours = priceCart(cart, ONE_PROMO);
  const least = floor(cart, RATE);
  const parts = new Map(ours.steps[0].allocations.map(({ line, amount }) => [line, amount]));
  const agree =
    ours.total === least.total && least.lines.every(({ id, discount }) => (parts.get(id) ?? 0) === discount);
  if (!agree) throw new Error('The floor and priceCart disagree.');
}

function time(price, carts, calls) {
  let sink = 0;
  // Of the processor, not of the clock on the wall: what else the machine is doing should not count.
  const from = process.cpuUsage();
  for (let index = 0; index < calls; index += 1) sink += price(carts[index % CARTS]);
  const { user, system } = process.cpuUsage(from);
  const nanoseconds = ((user + system) / calls) * 1000;
  if (!Number.isSafeInteger(sink)) throw new Error('The sums are no money.');
  return nanoseconds;
}
