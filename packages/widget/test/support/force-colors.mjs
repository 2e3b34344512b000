/** A command for browser tests: `executeServerCommand('force-colors', 'active')`, and `'none'` to go back. */
export const forceColors = {
  name: 'force-colors',
  async executeCommand({ command, payload, session }) {
    if (command !== 'force-colors') return undefined;
    const devtools = await session.browser.getPage(session.id).createCDPSession();
    await devtools.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: payload }] });
    return true;
  },
};
