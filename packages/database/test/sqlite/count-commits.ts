import { readFileSync } from 'node:fs';

const WAL_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/** Counts the commits in a database's write-ahead log: the frames that carry the size of the database after them. */
export function countCommits(path: string): number {
  const wal = readFileSync(`${path}-wal`);
  if (wal.length < WAL_HEADER_BYTES) return 0;
  const pageSize = wal.readUInt32BE(8);
  const salt = wal.subarray(16, 24);
  let commits = 0;
  for (let at = WAL_HEADER_BYTES; at + FRAME_HEADER_BYTES <= wal.length; at += FRAME_HEADER_BYTES + pageSize) {
    const fromThisLog = wal.subarray(at + 8, at + 16).equals(salt);
    if (fromThisLog && wal.readUInt32BE(at + 4) !== 0) commits += 1;
  }
  return commits;
}
