import { Refusal } from '../../model/refusal.ts';
import { deleteHouseScript, putHouseScript as store } from '../../store/sieve-scripts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { checkScript, scriptDigest } from './check-script.ts';
import { checkScriptName, type PutScript } from './put-script.ts';

/** Scripts that run for everybody, before and after their own. Others of the house may be included as global ones. */
export const houseScripts = { before: 'before', after: 'after' } as const;

/** Keeps a script of the house; an empty one is removed. @throws Refusal not-permitted, bad-script-name */
export async function putHouseScript(
  { store: { database }, clock }: Pick<House, 'store' | 'clock'>,
  actor: Actor,
  name: string,
  bytes: Buffer,
): Promise<PutScript> {
  if (!actor.roles.some(({ role, uai }) => role === 'administrator' && uai === '')) throw new Refusal('not-permitted');
  checkScriptName(name);
  const checked = checkScript(bytes, name);
  if (checked.kind === 'faulty') return checked;
  const text = checked.script.source;
  await database.transaction(tx =>
    text.trim() === ''
      ? deleteHouseScript(tx, name)
      : store(tx, { name, text, digest: scriptDigest(text) }, clock.now()),
  );
  return { kind: 'kept', warnings: checked.warnings };
}
