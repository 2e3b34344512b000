import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether this machine has curl; the samples are skipped where it has none. */
export const hasCurl = spawnSync('curl', ['--version']).status === 0;

/** Runs a command line as it stands in a document, and tells what curl got. */
export async function runCurl(command: string): Promise<{ status: number; json: unknown; stderr: string }> {
  const env = { PATH: process.env.PATH ?? '' };
  // Curl takes options wherever they stand, also behind the address.
  const { stdout, stderr } = await run('sh', ['-c', `${command.trimEnd()} -s -w '\\n%{http_code}'`], { env });
  const [body = '', status] = stdout.split(/\n(?=\d+$)/);
  return { status: Number(status), json: body === '' ? undefined : (JSON.parse(body) as unknown), stderr };
}
