#!/usr/bin/env node
/** Checks, after a build, that what is going to be published can be installed, typed and imported. */
import { delimiter, join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { ROOT, TOOLS } from './bootstrap/paths.mjs';
import { workspacePackages } from './bootstrap/workspace-packages.mjs';
import { checkDoors } from './packages/check-doors.mjs';

// publint looks for pnpm on PATH, to see what it would pack.
process.env.PATH = `${join(TOOLS, 'pnpm/node_modules/.bin')}${delimiter}${process.env.PATH}`;

for (const { folder, manifest } of workspacePackages(ROOT).filter((item) => !item.manifest.private)) {
  const pkgDir = join(ROOT, folder);
  const { messages } = await publint({ pkgDir, pack: 'pnpm', strict: true });
  const faults = [
    ...messages.map((message) => formatMessage(message, manifest, { color: false })),
    ...(await checkDoors(pkgDir, manifest)),
  ];
  for (const fault of faults) console.error(`${manifest.name}: ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
  else console.log(`${manifest.name} is fit to be published.`);
}
