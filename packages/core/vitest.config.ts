import { defineConfig } from 'vitest/config';
import { FROM_SOURCE, TEST_DEFAULTS } from '../test-kit/src/parts/vitest-defaults.ts';

export default defineConfig({ ...FROM_SOURCE, test: TEST_DEFAULTS });
