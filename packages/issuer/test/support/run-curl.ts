import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether this machine has curl; without it, the samples are skipped. */
export const hasCurl = spawnSync('curl', ['--version']).status === 0;

/** Runs a command line exactly as documented, and returns what curl got. */
export async function runCurl(command: string): Promise<{ status: number; json: unknown; stderr: string }> {
  const env = { PATH: process.env.PATH ?? '' };
  // Curl accepts options anywhere, also after the address.
  const { stdout, stderr } = await run('sh', ['-c', `${command.trimEnd()} -s -w '\\n%{http_code}'`], { env });
  const [body = '', status] = stdout.split(/\n(?=\d+$)/);
  return { status: Number(status), json: body === '' ? undefined : (JSON.parse(body) as unknown), stderr };
}
