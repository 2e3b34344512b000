/** What happened, for the log: names and codes only, never a gift code or a person. */
export type ShopLog = (event: { event: string; code?: string; name?: string; orderNumber?: number }) => void;
