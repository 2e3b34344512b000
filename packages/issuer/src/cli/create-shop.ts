import type { IssuerControl } from '../control/control.ts';
import type { NewMerchant } from '../merchants/create-merchant.ts';

/** Credentials of a shop at all three providers. */
export interface ShopAccess {
  vDar: { apiKey: string; siteId: string };
  mottor: { userId: number; apiKey: string; siteId: number };
  loyalClient: { programId: string; apiKey: string; pointId: string };
}

/** Creates a merchant with a balance, an account with a site, and a programme with a point of sale. */
export async function createShop(
  { vDar, mottor, loyalClient }: IssuerControl,
  merchant: NewMerchant,
): Promise<ShopAccess> {
  const gift = await vDar.createMerchant(merchant);
  const account = await mottor.createAccount();
  const site = await mottor.createSite({ userId: account.userId, currency: merchant.currency });
  const program = await loyalClient.createProgram();
  const { programId } = program;
  const point = await loyalClient.createPoint({ programId, title: merchant.login });
  await loyalClient.createLevel({ programId, title: 'Бонусы', type: 'cashback', percent: 5 });
  return { vDar: gift, mottor: { ...account, ...site }, loyalClient: { ...program, ...point } };
}
