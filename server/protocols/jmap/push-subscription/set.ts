import { areReceiverKeys } from '../../../formats/web-push/encrypt.ts';
import { Refusal } from '../../../model/refusal.ts';
import { changeSubscription, subscribe, unsubscribe, WrongCode } from '../../../services/push/subscriptions.ts';
import { core } from '../capabilities.ts';
import { utcDate } from '../email/get.ts';
import { invalidProperties, SetFault } from '../faults.ts';
import { method } from '../method.ts';
import { pushIdOf, pushName } from '../names.ts';
import {
  InvalidArgument,
  id,
  idOrCreation,
  listOf,
  mapOf,
  nullable,
  plainObject,
  type Reader,
  record,
  text,
  utcInstant,
} from '../read.ts';
import { readPatch } from '../standard/patch.ts';
import { checkSetSize, orNull, SetOutcome } from '../standard/set.ts';

const shape = {
  create: nullable(mapOf(id, plainObject)),
  update: nullable(mapOf(idOrCreation, plainObject)),
  destroy: nullable(listOf(idOrCreation)),
};

const longestUrl = 2000;

const address: Reader<string> = (value, path) => {
  const url = text(value, path);
  if (url.length > longestUrl || !URL.canParse(url) || !url.startsWith('https://'))
    throw new InvalidArgument(path, 'must be an https address');
  return url;
};

const octets: Reader<Buffer> = (value, path) => {
  const written = text(value, path);
  if (!/^[\w+/-]{1,200}={0,2}$/.test(written)) throw new InvalidArgument(path, 'must be base64url');
  return Buffer.from(written, 'base64url');
};

const keys: Reader<{ p256dh: Buffer; auth: Buffer }> = (value, path) => {
  const read = record({ p256dh: octets, auth: octets })(value, path);
  if (!areReceiverKeys(read)) throw new InvalidArgument(path, 'are no keys of P-256');
  return read;
};

const device: Reader<string> = (value, path) => {
  const read = text(value, path);
  if (read === '' || read.length > 255) throw new InvalidArgument(path, 'must have 1 to 255 characters');
  return read;
};

const types = nullable(listOf(text));

const given = record({
  deviceClientId: device,
  url: address,
  keys: nullable(keys),
  expires: nullable(utcInstant),
  types,
});

/** PushSubscription/set: no account, no state. rfc/8620#7.2.2 */
export const set = method('PushSubscription/set', core, shape, async (args, context) => {
  checkSetSize(args);
  const { house, actor } = context;
  const outcome = new SetOutcome(context);
  for (const [creationId, asked] of args.create ?? []) {
    await outcome.create(creationId, async () => {
      const wanted = given(asked, '');
      const { p256dh = null, auth = null } = wanted.keys ?? {};
      const made = await bounded(() => subscribe(house, actor, { ...wanted, p256dh, auth }));
      const expires = utcDate(made.expires.getTime());
      const added = { ...('keys' in asked ? {} : { keys: null }), ...('types' in asked ? {} : { types: null }) };
      return { id: pushName(context, made.id), ...(asked.expires === expires ? {} : { expires }), ...added };
    });
  }
  for (const [name, patch] of args.update ?? []) {
    await outcome.update(name, async resolved => {
      const id = pushIdOf(context, resolved);
      if (id === null) throw new SetFault('notFound');
      const { whole, below } = readPatch(patch);
      const wrong = [...whole.keys(), ...below.keys()].filter(property => !changeable.includes(property));
      if (wrong.length > 0 || below.size > 0) throw invalidProperties(wrong, 'This never changes.');
      const read = <Value>(property: string, reader: Reader<Value>): Value | undefined =>
        whole.has(property) ? reader(whole.get(property), property) : undefined;
      const after = await verifying(() =>
        changeSubscription(house, actor, id, {
          code: read('verificationCode', text),
          expires: read('expires', nullable(utcInstant)),
          types: read('types', types),
        }),
      );
      const expires = utcDate(after.expires.getTime());
      return !whole.has('expires') || whole.get('expires') === expires ? null : { expires };
    });
  }
  for (const name of args.destroy ?? []) {
    await outcome.destroy(name, async resolved => {
      const id = pushIdOf(context, resolved);
      if (id === null) throw new SetFault('notFound');
      await unsubscribe(house, actor, id);
    });
  }
  return {
    created: orNull(outcome.created),
    updated: orNull(outcome.updated),
    destroyed: outcome.destroyed.length === 0 ? null : outcome.destroyed,
    notCreated: orNull(outcome.notCreated),
    notUpdated: orNull(outcome.notUpdated),
    notDestroyed: orNull(outcome.notDestroyed),
  };
});

const changeable = ['verificationCode', 'expires', 'types'];

async function verifying<Result>(work: () => Promise<Result>): Promise<Result> {
  return await work().catch(error => {
    throw error instanceof WrongCode ? invalidProperties(['verificationCode'], 'Not the code that was posted.') : error;
  });
}

async function bounded<Result>(work: () => Promise<Result>): Promise<Result> {
  return await work().catch(error => {
    if (error instanceof Refusal && error.reason === 'not-permitted')
      throw new SetFault('overQuota', { description: error.message });
    throw error;
  });
}
