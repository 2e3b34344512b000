// Primary result codes of SQLite; the upper bits of `errcode` only refine them.
const SQLITE_BUSY = 5;
const SQLITE_READONLY = 8;
const SQLITE_PROTOCOL = 15;

/** Whether another connection was in the way, so that trying again is right. */
export function isSqliteBusy(error: unknown): boolean {
  const code = primaryCode(error);
  return code === SQLITE_BUSY || code === SQLITE_PROTOCOL;
}

export function isSqliteReadOnly(error: unknown): boolean {
  return primaryCode(error) === SQLITE_READONLY;
}

function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  return error.errcode & 0xff;
}
