/**
 * The one door for connections the house makes to others. Names are resolved before, and what they lead to is looked at
 * here: a stranger's DNS must not make us speak to our own machines. Families race each other (rfc/8305).
 */
import { BlockList, connect, isIPv6, type Socket } from 'node:net';

/** Why no connection was made. `forbidden`: all addresses are private, special or our own. */
export class ConnectFailure extends Error {
  readonly kind: 'forbidden' | 'unreachable' | 'timeout';

  constructor(kind: ConnectFailure['kind'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'ConnectFailure';
    this.kind = kind;
  }
}

export type Connect = (to: { name: string; addresses: readonly string[]; port: number }) => Promise<Socket>;

const special: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['100::', 64],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
];

export type ConnectOptions = {
  /** Addresses and ranges (`127.0.0.0/8`) that are reached although they are special: a relay inside, a test. */
  readonly allowed: readonly string[];
  /** Our own public addresses: mail for a domain whose MX we are not must not come back to us. */
  readonly own: readonly string[];
  readonly timeout: number;
};

export function createConnect({ allowed, own, timeout }: ConnectOptions): Connect {
  const forbidden = listOf(special.map(([address, bits]) => `${address}/${bits}`));
  const ours = listOf(own);
  const exempt = listOf(allowed);
  const admits = (address: string): boolean =>
    !has(ours, address) && (has(exempt, address) || !has(forbidden, address));

  return ({ name, addresses, port }) =>
    new Promise((resolve, reject) => {
      const admitted = interleave(addresses.filter(admits));
      if (admitted.length === 0) {
        reject(new ConnectFailure('forbidden', `${name} leads to no address we may reach`));
        return;
      }
      const socket = connect({
        host: name,
        port,
        autoSelectFamily: true,
        autoSelectFamilyAttemptTimeout: 250,
        noDelay: true,
        // The addresses are those looked at above: nothing is resolved again.
        lookup: (_name, _options, found) =>
          found(
            null,
            admitted.map(address => ({ address, family: isIPv6(address) ? 6 : 4 })),
          ),
      });
      const timer = setTimeout(() => fail(new ConnectFailure('timeout', `${name}: no answer`)), timeout);
      const fail = (failure: ConnectFailure): void => {
        clearTimeout(timer);
        socket.on('error', () => {});
        socket.destroy();
        reject(failure);
      };
      const failed = (cause: Error): void =>
        fail(new ConnectFailure('unreachable', `${name}: ${cause.message}`, cause));
      socket.once('error', failed);
      socket.once('connect', () => {
        clearTimeout(timer);
        socket.off('error', failed);
        resolve(socket);
      });
    });
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    list.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family);
  }
  return list;
}

/** An IPv4 address in IPv6 clothes is judged as what it is. */
function has(list: BlockList, address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return list.check(mapped, 'ipv4');
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** One of each family in turn, IPv6 first. */
function interleave(addresses: readonly string[]): string[] {
  const six = addresses.filter(isIPv6);
  const four = addresses.filter(address => !isIPv6(address));
  return Array.from({ length: Math.max(six.length, four.length) }).flatMap((_, index) =>
    [six[index], four[index]].filter(address => address !== undefined),
  );
}
