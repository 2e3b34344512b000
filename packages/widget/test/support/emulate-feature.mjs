/**
 * A command for browser tests: `executeServerCommand('emulate-feature', { name: 'forced-colors', value: 'active' })`. It
 * answers whether the browser can: Firefox has no way in yet.
 */
export const emulateFeature = {
  name: 'emulate-feature',
  async executeCommand({ command, payload, session }) {
    if (command !== 'emulate-feature') return undefined;
    if (session.browser.name === 'Firefox') return false;
    const devtools = await session.browser.getPage(session.id).createCDPSession();
    await devtools.send('Emulation.setEmulatedMedia', { features: [payload] });
    return true;
  },
};
