/**
 * Converts a phone to the form `7XXXXXXXXXX` of the provider's answers: `+7 …`, `8…` and ten digits are the same number
 * (D-L13). Returns `undefined` for anything else, such as a card number.
 */
export function normalisePhone(text: string): string | undefined {
  if (!/^[+\d\s().-]+$/.test(text)) return undefined;
  const digits = text.replaceAll(/\D/g, '');
  if (digits.length === 10) return `7${digits}`;
  return /^[78]\d{10}$/.test(digits) ? `7${digits.slice(1)}` : undefined;
}
