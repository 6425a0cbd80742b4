import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contender } from './contender.ts';
import { startDovecot } from './dovecot.ts';
import { startOurs } from './ours.ts';

export type Chosen = {
  readonly users: number;
  /** Leaves Dovecot out. */
  readonly alone?: boolean;
  /** Words for node itself, such as `--cpu-prof`. */
  readonly nodeOptions?: readonly string[];
};

/** Starts ours and, where it is installed, Dovecot, each in a folder of its own, and ends them when the work is done. */
export async function withContenders(
  { users, alone = false, nodeOptions = [] }: Chosen,
  work: (contenders: readonly Contender[]) => Promise<void>,
): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'vaguemestre-bench-'));
  // PostgreSQL's and Dovecot's own users have to pass.
  await chmod(directory, 0o711);
  const contenders: Contender[] = [];
  try {
    await mkdir(join(directory, 'ours'), { mode: 0o711 });
    await mkdir(join(directory, 'dovecot'));
    contenders.push(await startOurs(join(directory, 'ours'), users, nodeOptions));
    const dovecot = alone ? null : await startDovecot(join(directory, 'dovecot'), users);
    if (dovecot !== null) contenders.push(dovecot);
    else
      console.log('Without Dovecot: as root, with dovecot-imapd and dovecot-lmtpd installed, it is measured beside.');
    await work(contenders);
  } finally {
    for (const contender of contenders) await contender.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
