/** What the directory cannot be asked: it is HR's to change, and its changes are not told. rfc/9670#2.2, rfc/9670#2.3 */
import type { ModSeq } from '../../../model/change.ts';
import { principals } from '../capabilities.ts';
import { MethodFault, SetFault } from '../faults.ts';
import { method } from '../method.ts';
import { listOf, nullable, plainObject } from '../read.ts';
import { changesShape } from '../standard/changes.ts';
import { readComparison } from '../standard/compare.ts';
import { queryChangesShape } from '../standard/query-changes.ts';
import { SetOutcome, setShape } from '../standard/set.ts';
import { directoryState } from './state.ts';

export const changes = method('Principal/changes', principals, changesShape, async () => {
  throw new MethodFault('cannotCalculateChanges');
});

const question = { filter: nullable(plainObject), sort: nullable(listOf(readComparison)) };

export const queryChanges = method(
  'Principal/queryChanges',
  principals,
  { ...queryChangesShape, ...question },
  async () => {
    throw new MethodFault('cannotCalculateChanges');
  },
);

/** Every change is refused, record by record. */
export const set = method('Principal/set', principals, setShape, async (args, context) => {
  if (args.ifInState !== null && args.ifInState !== directoryState) throw new MethodFault('stateMismatch');
  const outcome = new SetOutcome(context);
  const forbidden = async (): Promise<never> => {
    throw new SetFault('forbidden');
  };
  for (const creationId of args.create?.keys() ?? []) await outcome.create(creationId, forbidden);
  for (const name of args.update?.keys() ?? []) await outcome.update(name, forbidden);
  for (const name of args.destroy ?? []) await outcome.destroy(name, forbidden);
  const state = Number(directoryState) as ModSeq;
  return outcome.reply(args.accountId, state, state);
});
