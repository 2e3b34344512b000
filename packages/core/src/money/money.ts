/** An amount of money: an integer in minor units (kopecks, cents) beside its ISO 4217 currency. */
export interface Money {
  /** Minor units, a safe integer. */
  amount: number;
  /** ISO 4217 code in capitals, such as `RUB`. */
  currency: string;
}
