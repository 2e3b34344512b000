import { defineConfig } from 'vitest/config';
import { TEST_DEFAULTS } from './src/parts/vitest-defaults.ts';

export default defineConfig({ test: { ...TEST_DEFAULTS } });
