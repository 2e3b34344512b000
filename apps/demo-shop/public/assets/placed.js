// Codes and points of an order that is placed belong to it: the next checkout in this tab begins without them.
for (const key of Object.keys(sessionStorage)) {
  if (key.startsWith('checkout-perks ')) sessionStorage.removeItem(key);
}
