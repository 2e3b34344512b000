import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolder } from '@checkout-perks/test-kit/temporary-folder';
import type { TestDialect } from './test-dialect.ts';

export const sqlite: TestDialect = {
  name: 'sqlite',
  emptyUrl: async () => pathToFileURL(join(temporaryFolder(), 'fresh', 'shop.db')).href,
};
