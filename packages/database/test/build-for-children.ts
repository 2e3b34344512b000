import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packageFolder = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Compiles the package for the processes that tests start: plain Node 20 does not run TypeScript. */
export default function buildForChildren(): void {
  const output = join(packageFolder, 'node_modules', '.test-build');
  mkdirSync(output, { recursive: true });
  writeFileSync(join(output, 'package.json'), '{"type":"module"}');
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  const args = [compiler, '-p', 'tsconfig.build.json', '--outDir', output, '--declaration', 'false'];
  execFileSync(process.execPath, [...args, '--declarationMap', 'false'], { cwd: packageFolder, stdio: 'inherit' });
}
