import type { PromoInput } from '../mottor/requests.ts';
import type { IssuerControl, SeededShop } from './control.ts';

const DAY = 86_400_000;

/** One promo of each documented kind, with a note. */
function promosAround(now: number): (PromoInput & { note: string })[] {
  const at = (ms: number) => new Date(now + ms).toISOString();
  const good = { is_enabled: true, bonus_amount_is_in_percentages: true, bonus_amount: 10 };
  const limited = { ...good, time_limit_is_enabled: true };
  return [
    { ...good, code: 'SALE10', note: '10 % off the goods' },
    { code: 'MINUS500', is_enabled: true, bonus_amount: 500, note: '500 off the goods' },
    { ...good, code: 'FREESHIP', bonus_type: 3, bonus_amount: 100, note: 'delivery free' },
    { code: 'SHIP150', is_enabled: true, bonus_type: 3, bonus_amount: 150, note: '150 off the delivery' },
    { ...good, code: 'FIRST3', quantity_limit_is_enabled: true, quantity_limit: 3, note: 'three uses, one is gone' },
    { ...good, code: 'ONCE', personal_limit_is_enabled: true, note: 'once per person' },
    { ...limited, code: 'SEASON', d_on: at(-30 * DAY), d_off: at(60 * DAY), note: 'two months more' },
    { ...limited, code: 'SOON', d_on: at(30 * DAY), d_off: null, note: 'begins in a month' },
    { ...limited, code: 'LATE', d_on: null, d_off: at(-DAY), note: 'ended yesterday' },
    { ...good, code: 'GONE', quantity_limit_is_enabled: true, quantity_limit: 1, note: 'used up' },
    { code: 'OFF', bonus_amount: 100, note: 'disabled' },
  ];
}

const GIFTS = [
  { amount: 50_000, note: '500.00' },
  { amount: 100_000, note: '1000.00' },
  { amount: 250_000, note: '2500.00' },
  { amount: 500_000, note: '5000.00' },
  { amount: 100_000, note: '1000.00, for one hour', expiresInSeconds: 3600 },
] as const;

/** Creates a shop in which every kind of code and member can be tried. */
export async function seedShop(control: IssuerControl, login: string, now: number): Promise<SeededShop> {
  const { vDar, mottor, loyalClient } = control;

  const merchant = await vDar.createMerchant({ login, currency: 'RUB', balance: 10_000_000 });
  const codes: SeededShop['vDar']['codes'] = [];
  for (const { note, ...gift } of GIFTS) {
    const made = await vDar.generateCodes({ siteId: merchant.siteId, name: login, ...gift });
    codes.push(...made.codes.map((code) => ({ code, amount: gift.amount, note })));
  }

  const account = await mottor.createAccount();
  const { siteId } = await mottor.createSite({ userId: account.userId });
  const promos = promosAround(now);
  await mottor.addPromos({ siteId, promos });
  for (const code of ['FIRST3', 'GONE']) await mottor.checkOut({ siteId, code, goods: 350_000, delivery: 30_000 });

  const program = await loyalClient.createProgram();
  const { programId } = program;
  const { pointId } = await loyalClient.createPoint({ programId, title: login });
  const bonus = { programId, type: 'cashback', title: 'Бонусы', percent: 10, maxSpendPercent: 100 } as const;
  const silver = { programId, type: 'cashback', title: 'Серебро', percent: 3, maxSpendPercent: 30 } as const;
  const less = { programId, type: 'discount', title: 'Скидка', percent: 7 } as const;
  const [bonusLevel, silverLevel, lessLevel] = [
    await loyalClient.createLevel(bonus),
    await loyalClient.createLevel(silver),
    await loyalClient.createLevel(less),
  ];
  const full = { name: 'ИВАН', birthday: '1990-03-29', email: 'mail@mail.mail', photo: 'https://shop.example/1.jpeg' };
  // Cards and codes are unique within a programme, so each shop has its own.
  await loyalClient.createMember({ ...bonusLevel, ...full, phone: '79000000001', card: '2000000000011', balance: 878 });
  await loyalClient.createMember({ ...silverLevel, phone: '79000000002', appCode: '482913', balance: 5000 });
  await loyalClient.createMember({ ...bonusLevel, phone: '79000000003', name: 'АННА', balance: 0 });
  await loyalClient.createMember({ ...lessLevel, phone: '79000000004', name: 'ПЁТР' });

  return {
    login,
    vDar: { ...merchant, codes },
    mottor: { ...account, siteId, promos: promos.map(({ code, note }) => ({ code, note })) },
    loyalClient: {
      ...program,
      pointId,
      members: [
        { search: '79000000001', note: 'cashback 10 %, 878 points; also by card 2000000000011' },
        { search: '79000000002', note: 'cashback 3 %, 5000 points for at most 30 %; also by app code 482913' },
        { search: '79000000003', note: 'cashback 10 %, no points' },
        { search: '79000000004', note: 'discount 7 %' },
      ],
    },
  };
}
