import { defineConfig } from 'vitest/config';
import { TEST_DEFAULTS } from '../../packages/test-kit/src/parts/vitest-defaults.ts';

/** Takes the pictures of the front pages: `npm run pictures`. */
export default defineConfig({ test: { ...TEST_DEFAULTS, include: ['pictures/*.ts'], maxWorkers: 1 } });
