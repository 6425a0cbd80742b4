/** Debian's sieve-test (package dovecot-sieve), asked what it would do. It listens to nothing and delivers nothing. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = '/usr/bin/sieve-test';

export const isInstalled = existsSync(program);

export type Verdict =
  | { readonly kind: 'done'; readonly actions: readonly string[] }
  | { readonly kind: 'refused'; readonly said: string };

export type Oracle = {
  /** What would be done, a line an action, sorted: `keep`, `fileinto A`, each with its flags; `redirect x`; `reject`. */
  judge(script: string, message: Buffer, envelope: { from: string; to: string }): Promise<Verdict>;
  close(): Promise<void>;
};

export async function openOracle(): Promise<Oracle> {
  const directory = await mkdtemp(join(tmpdir(), 'vaguemestre-sieve-'));
  // The program runs as another user, who keeps its compiled scripts beside the texts.
  await chmod(directory, 0o777);
  const at = (name: string) => join(directory, name);
  await writeFile(at('dovecot.conf'), configuration(directory));
  let count = 0;
  return {
    async judge(script, message, { from, to }) {
      const name = `s${count++}`;
      await writeFile(at(`${name}.sieve`), script);
      await writeFile(at(`${name}.eml`), message);
      const words = ['-c', at('dovecot.conf'), '-r', to, '-f', from, at(`${name}.sieve`), at(`${name}.eml`)];
      const { stdout, stderr } = await run(words);
      return /Performed actions:/.test(stdout) && !/final result: failed/.test(stderr)
        ? { kind: 'done', actions: readActions(stdout) }
        : { kind: 'refused', said: stderr };
    },
    close: () => rm(directory, { recursive: true, force: true }),
  };
}

function configuration(directory: string): string {
  return `mail_location = maildir:${directory}/mail
mail_uid = nobody
mail_gid = nogroup
first_valid_uid = 1
log_path = /dev/stderr
ssl = no
plugin {
  sieve_extensions = +editheader +spamtest +spamtestplus +virustest +vacation-seconds
  sieve_max_redirects = 4
}
`;
}

function run(words: string[]): Promise<{ stdout: string; stderr: string }> {
  return new Promise(resolve => {
    const env = { PATH: '/usr/bin:/bin', TZ: 'UTC' };
    execFile(program, words, { timeout: 20_000, env }, (_error, stdout, stderr) => resolve({ stdout, stderr }));
  });
}

function readActions(output: string): string[] {
  const actions: string[] = [];
  let last = '';
  const end = () => {
    if (last !== '') actions.push(last);
    last = '';
  };
  for (const line of output.split('\n')) {
    const folder = /^ \* store message in folder: (.*)$/.exec(line)?.[1];
    const address = /^ \* redirect message to: <(.*)>$/.exec(line)?.[1];
    const flags = /^ +\+ add IMAP flags: *(.*)$/.exec(line)?.[1];
    if (/^ \* |^Implicit keep/.test(line)) end();
    if (folder !== undefined) last = folder === 'INBOX' ? 'keep' : `fileinto ${folder}`;
    else if (address !== undefined) last = `redirect ${address}`;
    else if (/^ \* reject/.test(line)) last = 'reject';
    else if (flags !== undefined) last += ` ${flags.toLowerCase().split(' ').sort().join(' ')}`;
  }
  end();
  return actions.sort();
}
