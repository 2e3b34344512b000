/** Whether the same code may be accepted a little later, so that trying again makes sense. */
export function isTemporary(reason = ''): boolean {
  return /^discount_code_(unavailable|in_use)$/.test(reason);
}
