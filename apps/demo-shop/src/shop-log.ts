/** Writes an event to the log: names and error codes only, never a gift code or personal data. */
export type ShopLog = (event: { event: string; code?: string; name?: string; orderNumber?: number }) => void;
