import assert from 'node:assert/strict';
import { delimiter } from 'node:path';
import { describe, it } from 'node:test';
import { childEnvironment, toolEnvironment } from './child-environment.mjs';

describe('childEnvironment', () => {
  it("passes on how to reach the registry and drops the rest of npm's own", () => {
    const { PATH: _, ...env } = childEnvironment({
      npm_config_registry: 'http://localhost:4873/',
      npm_config_https_proxy: 'http://localhost:3128/',
      npm_config_noproxy: '',
      npm_config_prefix: 'elsewhere',
      npm_config_omit: 'dev',
      npm_package_name: 'x',
      npm_lifecycle_event: 'test',
      INIT_CWD: 'elsewhere',
      HOME: 'home',
    });
    assert.deepEqual(env, {
      npm_config_registry: 'http://localhost:4873/',
      npm_config_https_proxy: 'http://localhost:3128/',
      HOME: 'home',
      TURBO_TELEMETRY_DISABLED: '1',
    });
  });

  it('puts folders first on PATH, under the name that PATH has there', () => {
    const env = childEnvironment({ Path: 'c' }, ['a', 'b']);
    assert.equal(env.Path, ['a', 'b', 'c'].join(delimiter));
    assert.equal('PATH' in env, false);
  });
});

describe('toolEnvironment', () => {
  it('drops NODE_ENV, so that production installs the development tools too', () => {
    assert.deepEqual(toolEnvironment({ NODE_ENV: 'production', HOME: 'home' }), { HOME: 'home' });
  });
});
