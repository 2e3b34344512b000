import { delimiter } from 'node:path';

// npm hands its whole configuration down as npm_config_*; a nested npm or pnpm would take `prefix`, `omit` or
// `loglevel` from it and install elsewhere or install less. How to reach the registry is all that may pass.
const REACHES_THE_REGISTRY =
  /^npm_config_(registry|proxy|https?[-_]proxy|noproxy|ca|cafile|cert|key|strict[-_]ssl|userconfig|globalconfig|cache|fetch[-_].*|@.*:registry|\/\/.*)$/i;

/**
 * The environment for everything that the bootstrap starts.
 *
 * @param {NodeJS.ProcessEnv} parent The environment to begin from
 * @param {string[]} folders Put first on PATH, in this order
 * @returns {Record<string, string>} A fresh object
 */
export function childEnvironment(parent, folders = []) {
  const env = {};
  for (const [key, value] of Object.entries(parent)) {
    if (value === undefined || key === 'INIT_CWD') continue;
    if (/^npm_/i.test(key) && !(REACHES_THE_REGISTRY.test(key) && value !== '')) continue;
    env[key] = value;
  }
  // Windows spells it Path, and a second PATH beside it would win or lose by chance.
  const pathKey = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  env[pathKey] = [...folders, env[pathKey]].filter(Boolean).join(delimiter);
  env.TURBO_TELEMETRY_DISABLED = '1';
  return env;
}

/**
 * The same without NODE_ENV: `production` would leave the development tools uninstalled and change what tests see.
 *
 * @param {Record<string, string>} env An environment
 * @returns {Record<string, string>} A fresh object
 */
export function toolEnvironment(env) {
  const { NODE_ENV: _, ...rest } = env;
  return rest;
}
