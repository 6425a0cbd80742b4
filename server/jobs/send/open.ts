import { createConnect } from '../../peers/connect.ts';
import type { Dns } from '../../peers/dns.ts';
import { createFetchStsPolicy } from '../../peers/mx/fetch-sts-policy.ts';
import { createOutside, type OutsideOptions } from '../../peers/mx/outside.ts';
import type { StsPolicy } from '../../peers/mx/sts.ts';
import { usualPatience } from '../../peers/smtp/remote-session.ts';
import type { ValidatingDns } from '../../peers/validating-dns.ts';
import type { House } from '../../services/house.ts';
import type { LastWord } from '../../services/queue/handed-over.ts';
import type { SigningKey } from '../../services/queue/sign.ts';
import { openHandedOver } from '../../store/handed-over.ts';
import { readStsPolicy, writeStsPolicy } from '../../store/sts-policies.ts';
import { type Sender, startSending, usualSending } from '../send.ts';

/** Milliseconds to make a connection. */
const connectTimeout = 30_000;

/**
 * The sender with all it needs of the outside. `allowed`: special addresses it may reach (a demo's invented outside);
 * `own`: our public addresses, which it never calls; `node`: this machine's name, the same after a restart.
 */
export async function openSending(
  house: House,
  options: {
    readonly dns: Dns;
    readonly keys: readonly SigningKey[];
    readonly node: string;
    /** A folder of this node alone, where what was sent is written down at once. */
    readonly directory: string;
    readonly allowed: readonly string[];
    readonly own: readonly string[];
    /** Whether the resolvers of `dns` validate, and the way to them is safe: then DANE is applied. */
    readonly validating?: ValidatingDns;
    /** 25, but for an invented outside. */
    readonly port?: number;
  } & Pick<OutsideOptions, 'authorities'>,
): Promise<Sender> {
  const { dns } = options;
  const { database } = house.store;
  const connect = createConnect({ allowed: options.allowed, own: options.own, timeout: connectTimeout });
  const authorities = options.authorities === undefined ? {} : { authorities: options.authorities };
  const outside = createOutside({
    dns,
    connect,
    fetchPolicy: createFetchStsPolicy({ dns, connect, log: house.log, ...authorities }),
    stsCache: {
      read: async domain => (await readStsPolicy(database, domain)) as StsPolicy | null,
      write: (domain, policy) => writeStsPolicy(database, domain, policy),
    },
    helloName: house.hostName,
    patience: usualPatience,
    now: () => house.clock.now(),
    random: () => house.random(4).readUInt32BE() / 2 ** 32,
    port: options.port ?? 25,
    tlsSeen: ({ domain, ...facts }) => house.tally?.add('tls', domain, facts),
    ...(options.validating === undefined ? {} : { validating: options.validating }),
    ...authorities,
  });
  const { node, keys, directory } = options;
  const handedOver = await openHandedOver<LastWord>({ directory, node, log: house.log });
  const sender = await startSending({ house, outside, keys, node, handedOver, ...usualSending });
  return {
    ...sender,
    async close() {
      await sender.close();
      await handedOver.close();
      outside.close();
    },
  };
}
