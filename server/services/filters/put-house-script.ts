import { deleteHouseScript, putHouseScript as store } from '../../store/sieve-scripts.ts';
import { record } from '../audit/record.ts';
import type { House } from '../house.ts';
import { type Operator, requireRole } from '../people/authority.ts';
import { checkScript, scriptDigest } from './check-script.ts';
import { checkScriptName, type PutScript } from './put-script.ts';

/** Scripts that run for everybody, before and after their own. Others of the house may be included as global ones. */
export const houseScripts = { before: 'before', after: 'after' } as const;

/**
 * Keeps a script of the house, whatever runs for everybody is in the journal; an empty one is removed.
 * @throws Refusal not-permitted, bad-script-name
 */
export async function putHouseScript(
  house: Pick<House, 'store' | 'clock' | 'random'>,
  operator: Operator,
  name: string,
  bytes: Buffer,
): Promise<PutScript> {
  requireRole(operator, ['administrator']);
  checkScriptName(name);
  const checked = checkScript(bytes, name);
  if (checked.kind === 'faulty') return checked;
  const text = checked.script.source;
  const digest = scriptDigest(text);
  const removed = text.trim() === '';
  await house.store.database.transaction(async tx => {
    if (removed) await deleteHouseScript(tx, name);
    else await store(tx, { name, text, digest }, house.clock.now());
    const facts = { place: name, digest: removed ? null : digest.toString('hex') };
    await record(tx, house, { kind: 'house-script', actor: operator, subject: null, facts });
  });
  return { kind: 'kept', warnings: checked.warnings };
}
