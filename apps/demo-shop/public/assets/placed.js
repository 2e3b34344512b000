// Clears the codes and points of a placed order, so that the next checkout in this tab begins without them.
for (const key of Object.keys(sessionStorage)) {
  if (key.startsWith('checkout-perks ')) sessionStorage.removeItem(key);
}
