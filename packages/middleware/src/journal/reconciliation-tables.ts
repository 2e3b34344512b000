/** A provider's balance as an earlier reconciliation read it. */
export interface BalanceReadingTable {
  id: string;
  provider: string;
  /** ms since epoch. */
  read_at: number;
  /** Minor units. */
  amount: number;
  currency: string;
  /** Where the provider's lists ended at that moment. */
  activations_mark: string;
  issues_mark: string;
}

/** The tables of reconciliation. */
export interface ReconciliationTables {
  perks_balance_reading: BalanceReadingTable;
}
