import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's root folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What the bootstrap installs for itself: ignored by git, safe to delete. */
export const TOOLS = join(ROOT, '.tools');
