import { join } from 'node:path';
import { temporaryFolder } from '../temporary-folder.ts';
import type { TestDialect } from './test-dialect.ts';

export const sqlite: TestDialect = {
  name: 'sqlite',
  emptyUrl: async () => `file:${join(temporaryFolder(), 'fresh', 'shop.db')}`,
};
