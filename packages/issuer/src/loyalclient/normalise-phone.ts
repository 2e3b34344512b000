/**
 * Brings a phone into the form `7XXXXXXXXXX`, in which the provider answers it: `+7 …`, `8…` and ten digits are the same
 * number (D-L13). `undefined` for what is no phone, such as a card.
 */
export function normalisePhone(text: string): string | undefined {
  if (!/^[+\d\s().-]+$/.test(text)) return undefined;
  const digits = text.replaceAll(/\D/g, '');
  if (digits.length === 10) return `7${digits}`;
  return /^[78]\d{10}$/.test(digits) ? `7${digits.slice(1)}` : undefined;
}
