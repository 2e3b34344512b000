import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { printExamples } from './print-examples.ts';
import { readWorkedExamples } from './worked-examples.ts';

const PAGE = fileURLToPath(new URL('../../../docs/pricing.md', import.meta.url));
const MARKED = /(<!-- examples:start -->\n)[\s\S]*(\n<!-- examples:end -->)/;

describe('docs/pricing.md', () => {
  // After a change of the examples, print them into the page with `pnpm exec vitest run test/pricing-page.test.ts -u`.
  it('shows every worked example as it is in the data', async () => {
    const page = readFileSync(PAGE, 'utf8');
    expect(page).toMatch(MARKED);
    const upToDate = page.replace(
      MARKED,
      (_, start, end) => `${start}\n${printExamples(readWorkedExamples())}\n${end}`,
    );
    await expect(upToDate).toMatchFileSnapshot(PAGE);
  });
});
