/** The visual rules of a person: a part of their active script, beside whatever they write by hand. */
import type { Rule } from '../../formats/sieve/rules/model.ts';
import { readRules as readSection, writeRules as writeSection } from '../../formats/sieve/rules/section.ts';
import { listScripts, readScript, setActive } from '../../store/sieve-scripts.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { type PutScript, putScript } from './put-script.ts';

/** The script that is made where none is active. */
const firstName = 'Règles';

export type { Rule };

export type PersonalRules = {
  readonly rules: readonly Rule[];
  /** The script they stand in; null where there is none yet. */
  readonly script: string | null;
  /** There is more in it, written by hand. */
  readonly byHand: boolean;
  /** Somebody has changed the rules in the text: they can be made anew, beside what is there. */
  readonly edited: boolean;
};

export async function readRules({ store }: Pick<House, 'store'>, actor: Actor): Promise<PersonalRules> {
  const active = (await listScripts(store.database, actor.accountId)).find(script => script.active);
  const script = active ? await readScript(store.database, actor.accountId, active.name) : null;
  if (script === null) return { rules: [], script: null, byHand: false, edited: false };
  const read = readSection(script.text);
  return read.kind === 'rules'
    ? { rules: read.rules, script: script.name, byHand: !read.alone, edited: false }
    : { rules: [], script: script.name, byHand: true, edited: read.kind === 'edited' };
}

/**
 * Puts these rules in the place of the former ones, in the active script; where none is active one is made and
 * activated, in the place of an inactive one of the same name if it holds rules alone.
 * @throws Refusal script-too-large, too-many-scripts
 */
export async function writeRules(
  house: Pick<House, 'store' | 'clock'>,
  actor: Actor,
  rules: readonly Rule[],
): Promise<PutScript> {
  const { database } = house.store;
  const scripts = await listScripts(database, actor.accountId);
  const name = scripts.find(script => script.active)?.name ?? firstName;
  const before = (await readScript(database, actor.accountId, name))?.text ?? '';
  const put = await putScript(house, actor, name, Buffer.from(writeSection(before, rules)));
  if (put.kind === 'kept') await database.transaction(tx => setActive(tx, actor.accountId, name));
  return put;
}
