/** Scripts by number, and changes of several in one step: what JMAP asks. rfc/9661 */
import { createHash } from 'node:crypto';
import { Refusal } from '../../model/refusal.ts';
import type { Queryable } from '../../store/database.ts';
import {
  deleteScript,
  listScripts,
  renameScript,
  type ScriptEntry,
  setActive,
  putScript as storeScript,
} from '../../store/sieve-scripts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { scriptDigest } from './check-script.ts';
import { checkScriptName, checkSpace } from './put-script.ts';

export type { ScriptEntry } from '../../store/sieve-scripts.ts';

/** The actor's scripts by name, and a state that is another whenever anything of them is. */
export async function readScripts(
  { store }: Pick<House, 'store'>,
  { accountId }: Pick<Actor, 'accountId'>,
): Promise<{ state: string; scripts: ScriptEntry[] }> {
  const scripts = await listScripts(store.database, accountId);
  return { state: createHash('sha256').update(JSON.stringify(scripts)).digest('base64url').slice(0, 16), scripts };
}

/** A text that was checked. */
type Text = { readonly text: string; readonly bytes: number };

/** Keeps a new script; a name that is null is made up. @throws Refusal script-exists, bad-script-name, too-many-scripts, script-too-large */
export async function addScript(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  actor: Actor,
  given: Text & { readonly name: string | null },
): Promise<ScriptEntry> {
  return await store.database.transaction(async tx => {
    const before = await listScripts(tx, actor.accountId);
    const name = given.name ?? freeName(before);
    checkScriptName(name);
    if (before.some(script => script.name === name)) throw new Refusal('script-exists');
    await checkSpace(tx, actor, name, given.bytes);
    await storeScript(tx, actor.accountId, { name, text: given.text, digest: scriptDigest(given.text) }, clock.now());
    return (await listScripts(tx, actor.accountId)).find(script => script.name === name)!;
  });
}

/** Another name, another text, or both. @throws Refusal as `addScript`, no-such-script */
export async function changeScript(
  { store, clock, accountWatch }: Pick<House, 'store' | 'clock' | 'accountWatch'>,
  actor: Actor,
  id: number,
  given: { readonly name?: string | undefined; readonly text?: Text | undefined },
): Promise<void> {
  await store.database.transaction(async tx => {
    const scripts = await listScripts(tx, actor.accountId);
    const script = find(scripts, id);
    const name = given.name ?? script.name;
    if (name !== script.name) {
      checkScriptName(name);
      if (scripts.some(one => one.name === name)) throw new Refusal('script-exists');
      await renameScript(tx, actor.accountId, script.name, name);
    }
    if (given.text === undefined) return;
    const { text, bytes } = given.text;
    await checkSpace(tx, actor, name, bytes);
    await storeScript(tx, actor.accountId, { name, text, digest: scriptDigest(text) }, clock.now());
  });
  accountWatch?.look(actor.accountId);
}

/** @throws Refusal no-such-script, script-active */
export async function dropScript({ store }: Pick<House, 'store'>, actor: Actor, id: number): Promise<void> {
  await store.database.transaction(async tx => {
    const script = find(await listScripts(tx, actor.accountId), id);
    if (script.active) throw new Refusal('script-active');
    await deleteScript(tx, actor.accountId, script.name);
  });
}

/** Makes a script the active one, null none. @returns which was active before; null where none was, or it is the same */
export async function switchScript(
  { store, accountWatch }: Pick<House, 'store' | 'accountWatch'>,
  actor: Actor,
  id: number | null,
): Promise<{ active: number | null; before: number | null }> {
  const switched = await store.database.transaction(async (tx: Queryable) => {
    const scripts = await listScripts(tx, actor.accountId);
    const wanted = id === null ? null : scripts.find(script => script.id === id);
    const before = scripts.find(script => script.active)?.id ?? null;
    if (wanted === undefined) return { active: before, before };
    await setActive(tx, actor.accountId, wanted?.name ?? null);
    return { active: wanted?.id ?? null, before };
  });
  accountWatch?.look(actor.accountId);
  return switched;
}

function find(scripts: readonly ScriptEntry[], id: number): ScriptEntry {
  const script = scripts.find(one => one.id === id);
  if (script === undefined) throw new Refusal('no-such-script');
  return script;
}

function freeName(scripts: readonly ScriptEntry[]): string {
  const taken = new Set(scripts.map(({ name }) => name));
  for (let number = 1; ; number += 1) if (!taken.has(`filtres-${number}`)) return `filtres-${number}`;
}
