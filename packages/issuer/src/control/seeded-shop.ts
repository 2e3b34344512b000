/** A shop that was just put into the books: what it must configure, and what can be tried in it. */
export interface SeededShop {
  login: string;
  vDar: { apiKey: string; siteId: string; codes: { code: string; amount: number; note: string }[] };
  mottor: { userId: number; apiKey: string; siteId: number; promos: { code: string; note: string }[] };
  loyalClient: {
    programId: string;
    apiKey: string;
    pointId: string;
    members: { search: string; note: string }[];
  };
}
