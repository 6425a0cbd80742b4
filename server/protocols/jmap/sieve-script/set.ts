import { Refusal } from '../../../model/refusal.ts';
import {
  addScript,
  changeScript,
  dropScript,
  readScripts,
  switchScript,
} from '../../../services/filters/change-scripts.ts';
import { sieve } from '../capabilities.ts';
import { invalidProperties, MethodFault, SetFault } from '../faults.ts';
import { type Context, method } from '../method.ts';
import { resolveCreation, scriptIdOf, scriptName } from '../names.ts';
import { bool, defaulted, idOrCreation, nullable, text } from '../read.ts';
import { readPatch } from '../standard/patch.ts';
import { checkSetSize, orNull, SetOutcome, setShape } from '../standard/set.ts';
import { readScriptText, scriptBlobId } from './object.ts';

const shape = {
  ...setShape,
  onSuccessActivateScript: nullable(idOrCreation),
  onSuccessDeactivateScript: defaulted(bool, false),
};

/** SieveScript/set. rfc/9661#2.4 */
export const set = method('SieveScript/set', sieve, shape, async (args, context) => {
  checkSetSize(args);
  const { house, actor } = context;
  const { state: oldState } = await readScripts(house, actor);
  if (args.ifInState !== null && args.ifInState !== oldState) throw new MethodFault('stateMismatch');
  const outcome = new SetOutcome(context);
  for (const [creationId, given] of args.create ?? []) {
    await outcome.create(creationId, async () => {
      const wrong = Object.keys(given).filter(property => property !== 'name' && property !== 'blobId');
      if (wrong.length > 0) throw invalidProperties(wrong, 'Not known here, or the server’s to set.');
      const name = nullable(text)(given.name, 'name');
      const script = await keeping(async () =>
        addScript(house, actor, { name, ...(await readScriptText(context, given.blobId, name ?? '')) }),
      );
      const named = name === null ? { name: script.name } : {};
      return { id: scriptName(context, script.id), blobId: scriptBlobId(context, script), isActive: false, ...named };
    });
  }
  for (const [given, patch] of args.update ?? []) {
    await outcome.update(given, async name => {
      const id = requireId(context, name);
      const { whole, below } = readPatch(patch);
      const wrong = [...whole.keys(), ...below.keys()].filter(property => property !== 'name' && property !== 'blobId');
      if (wrong.length > 0) throw invalidProperties(wrong, 'Not known here, or the server’s to set.');
      const named = whole.has('name') ? text(whole.get('name'), 'name') : undefined;
      const body = whole.has('blobId') ? await readScriptText(context, whole.get('blobId'), named ?? '') : undefined;
      await keeping(() => changeScript(house, actor, id, { name: named, text: body }));
      const script = (await readScripts(house, actor)).scripts.find(one => one.id === id);
      return body === undefined || script === undefined ? null : { blobId: scriptBlobId(context, script) };
    });
  }
  for (const given of args.destroy ?? []) {
    await outcome.destroy(given, async name => keeping(() => dropScript(house, actor, requireId(context, name))));
  }
  const failed = outcome.notCreated.size + outcome.notUpdated.size + outcome.notDestroyed.size > 0;
  const asked = args.onSuccessActivateScript !== null || args.onSuccessDeactivateScript;
  if (asked && !failed) await activate(context, args.onSuccessActivateScript, outcome);
  const { state: newState } = await readScripts(house, actor);
  return {
    accountId: args.accountId,
    oldState,
    newState,
    created: orNull(outcome.created),
    updated: orNull(outcome.updated),
    destroyed: outcome.destroyed.length === 0 ? null : outcome.destroyed,
    notCreated: orNull(outcome.notCreated),
    notUpdated: orNull(outcome.notUpdated),
    notDestroyed: orNull(outcome.notDestroyed),
  };
});

/** One is switched on, or all off: told among what was made or changed. An id that names nothing changes nothing. */
async function activate(context: Context, given: string | null, outcome: SetOutcome): Promise<void> {
  const name = given === null ? null : resolveCreation(context, given);
  const id = name === null ? null : scriptIdOf(context, name);
  if (given !== null && id === null) return;
  const { active, before } = await switchScript(context.house, context.actor, id);
  if (active === before) return;
  if (before !== null) tell(outcome, scriptName(context, before), false);
  if (active !== null) tell(outcome, scriptName(context, active), true);
}

function tell(outcome: SetOutcome, name: string, isActive: boolean): void {
  const made = [...outcome.created].find(([, script]) => (script as { id: string }).id === name);
  if (made === undefined) outcome.updated.set(name, { ...outcome.updated.get(name), isActive });
  else outcome.created.set(made[0], { ...made[1], isActive });
}

function requireId(context: Context, name: string): number {
  const id = scriptIdOf(context, name);
  if (id === null) throw new SetFault('notFound');
  return id;
}

async function keeping<Result>(work: () => Promise<Result>): Promise<Result> {
  return await work().catch(error => {
    if (!(error instanceof Refusal)) throw error;
    if (error.reason === 'script-active') throw new SetFault('sieveIsActive');
    if (error.reason === 'script-exists') throw new SetFault('alreadyExists', { description: error.message });
    if (error.reason === 'script-too-large') throw new SetFault('tooLarge', { description: error.message });
    if (error.reason === 'too-many-scripts') throw new SetFault('overQuota', { description: error.message });
    if (error.reason === 'bad-script-name') throw invalidProperties(['name'], error.message);
    throw error;
  });
}
