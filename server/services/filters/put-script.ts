import type { Fault } from '../../formats/sieve/faults.ts';
import { isScriptName } from '../../formats/sieve/script-name.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Queryable } from '../../store/database.ts';
import { listScripts, putScript as storeScript } from '../../store/sieve-scripts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { checkScript, scriptDigest } from './check-script.ts';
import { mostScriptBytes, mostScripts, scriptLimits } from './offered.ts';

/** A script is kept only if it can run; what is wrong with it is an answer, not a refusal. */
export type PutScript =
  | { readonly kind: 'kept'; readonly warnings: readonly Fault[] }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] };

/**
 * Keeps a script, in the place of one of the same name; it becomes active only where that one was. rfc/5804#2.6
 * @throws Refusal bad-script-name, script-too-large, too-many-scripts
 */
export async function putScript(
  { store, clock, accountWatch }: Pick<House, 'store' | 'clock' | 'accountWatch'>,
  actor: Actor,
  name: string,
  bytes: Buffer,
): Promise<PutScript> {
  checkScriptName(name);
  const checked = checkScript(bytes, name);
  await store.database.transaction(async tx => {
    await checkSpace(tx, actor, name, bytes.length);
    if (checked.kind === 'faulty') return;
    const text = checked.script.source;
    await storeScript(tx, actor.accountId, { name, text, digest: scriptDigest(text) }, clock.now());
  });
  accountWatch?.look(actor.accountId);
  return checked.kind === 'script' ? { kind: 'kept', warnings: checked.warnings } : checked;
}

/** @throws Refusal bad-script-name */
export function checkScriptName(name: string): void {
  if (!isScriptName(name)) throw new Refusal('bad-script-name');
}

/** Whether a script of that length may be kept under that name. @throws Refusal script-too-large, too-many-scripts */
export async function checkSpace(db: Queryable, actor: Actor, name: string, bytes: number): Promise<void> {
  if (bytes > scriptLimits.scriptBytes) throw new Refusal('script-too-large', `at most ${scriptLimits.scriptBytes}`);
  const others = (await listScripts(db, actor.accountId)).filter(script => script.name !== name);
  if (others.length >= mostScripts) throw new Refusal('too-many-scripts', `at most ${mostScripts}`);
  const kept = others.reduce((sum, script) => sum + script.bytes, 0);
  if (kept + bytes > mostScriptBytes) throw new Refusal('script-too-large', `at most ${mostScriptBytes} in all`);
}

/** As {@link checkSpace}, by itself. rfc/5804#2.5 */
export async function haveSpace(
  { store }: Pick<House, 'store'>,
  actor: Actor,
  name: string,
  bytes: number,
): Promise<void> {
  checkScriptName(name);
  await checkSpace(store.database, actor, name, bytes);
}
