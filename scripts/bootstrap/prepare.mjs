import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment, toolEnvironment } from './child-environment.mjs';
import { ensureDependencies } from './ensure-dependencies.mjs';
import { installPackage } from './install-package.mjs';
import { ROOT, TOOLS } from './paths.mjs';

/**
 * Brings a bare checkout to where its own tools can run: pnpm in `.tools/`, dependencies installed.
 *
 * @param {string} scope How much is installed: one of `SCOPES` of `install-scopes.mjs`
 * @returns {Promise<{env: Record<string, string>, tools: Record<string, string>}>} `env` for the project's own programs,
 *   `tools` for installers, builds and tests
 */
export async function prepare(scope) {
  const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const version = /^pnpm@([^+]+)/.exec(packageManager)[1];
  const folder = join(TOOLS, 'pnpm');
  const env = childEnvironment(process.env, [join(folder, 'node_modules/.bin')]);
  const tools = toolEnvironment(env);
  const home = await installPackage({ name: 'pnpm', version, folder, env: tools });
  await ensureDependencies({ pnpm: join(home, 'bin/pnpm.cjs'), env: tools, scope });
  return { env, tools };
}
