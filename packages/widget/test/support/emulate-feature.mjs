/** A devtools session for each page: only the session that asked for a feature can end it, and pages are used again. */
const sessions = new WeakMap();

/**
 * A command for browser tests: `executeServerCommand('emulate-feature', { name: 'forced-colors', value: 'active' })`, and
 * without a feature to end it. It answers whether the browser can: Firefox has no way in yet.
 */
export const emulateFeature = {
  name: 'emulate-feature',
  async executeCommand({ command, payload, session }) {
    if (command !== 'emulate-feature') return undefined;
    if (session.browser.name === 'Firefox') return false;
    const page = session.browser.getPage(session.id);
    if (!sessions.has(page)) sessions.set(page, await page.createCDPSession());
    await sessions.get(page).send('Emulation.setEmulatedMedia', { features: payload ? [payload] : [] });
    return true;
  },
};
