/** Real mail clients, run as a person would: in a directory of their own, against a server of the test. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** False where the program is there; why its scenario is skipped otherwise. */
export function absent(path: string, debianPackage: string): string | false {
  return existsSync(path) ? false : `${path} is not there (Debian package ${debianPackage})`;
}

export type Workplace = { readonly directory: string; readonly certificate: string };

/** A directory with the certificate to trust, gone at the end of the test. */
export async function workplace(t: TestContext, certificate: string): Promise<Workplace> {
  const directory = await mkdtemp(join(tmpdir(), 'vaguemestre-client-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const path = join(directory, 'ca.pem');
  await writeFile(path, certificate);
  return { directory, certificate: path };
}

export type Ran = { readonly code: number | null; readonly output: string };

/** Runs a program to its end, at most `seconds`; gives what it said. */
export async function run(
  command: readonly string[],
  { directory, input = '', seconds = 60 }: { directory: string; input?: string; seconds?: number },
): Promise<Ran> {
  const [program, ...args] = command;
  const child = spawn(program!, args, {
    cwd: directory,
    env: {
      ...process.env,
      HOME: directory,
      TERM: 'xterm',
      LC_ALL: 'C.UTF-8',
      FETCHMAILHOME: directory,
      SSL_CERT_FILE: join(directory, 'ca.pem'),
    },
    timeout: seconds * 1000,
    killSignal: 'SIGKILL',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, output };
}
