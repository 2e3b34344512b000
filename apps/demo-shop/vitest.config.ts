import { defineConfig } from 'vitest/config';
import { FROM_SOURCE, TEST_DEFAULTS } from '../../packages/test-kit/src/parts/vitest-defaults.ts';

// No test changes a module, and loading modules again for each file takes longer than most files.
export default defineConfig({ ...FROM_SOURCE, test: { ...TEST_DEFAULTS, isolate: false } });
