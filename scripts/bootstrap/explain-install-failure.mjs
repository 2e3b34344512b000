const NO_NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|UND_ERR|ERR_PNPM_META_FETCH_FAIL|network/;

/**
 * Turns what an installer printed into its last lines and one sentence that says what to do.
 *
 * @param {string} what What was being installed
 * @param {string} output Everything that the installer printed
 * @returns {string} Text for the person at the keyboard
 */
export function explainInstallFailure(what, output) {
  const tail = output.trim().split('\n').slice(-15).join('\n');
  return `${tail}\n\n${advice(what, output)}`.trimStart();
}

function advice(what, output) {
  if (output.includes('ERR_PNPM_OUTDATED_LOCKFILE'))
    return 'A package.json was changed without the lockfile: run `.tools/pnpm/node_modules/.bin/pnpm install` once and try again.';
  if (/ENOSPC/.test(output)) return `The disk is full, so ${what} could not be installed: make room and try again.`;
  if (/EACCES|EPERM/.test(output))
    return `A folder may not be written to, so ${what} could not be installed: check who owns the checkout and your home folder.`;
  if (NO_NETWORK.test(output))
    return `The package registry could not be reached, so ${what} could not be installed: check your network and npm's proxy and registry settings, then try again.`;
  return `Installing ${what} failed, for the reason printed above: put that right and run the same command again.`;
}
