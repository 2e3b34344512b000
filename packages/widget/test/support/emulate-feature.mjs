/** Emulation ends with the devtools session that asked for it, and pages are used for one test file after another. */
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
    await sessions.get(page)?.detach();
    sessions.delete(page);
    if (!payload) return true;
    const devtools = await page.createCDPSession();
    sessions.set(page, devtools);
    await devtools.send('Emulation.setEmulatedMedia', { features: [payload] });
    return true;
  },
};
