/**
 * The gate of port 25, before any message is read: lists of known spammers (rfc/5782) and greylisting (rfc/6647), both off
 * unless the house sets them.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Log } from '../../observe/log.ts';
import { type Dns, DnsFailure } from '../../peers/dns.ts';
import type { Database } from '../../store/database.ts';
import { knock } from '../../store/greylist.ts';
import type { Bringer } from './envelope.ts';

export type Knocking = { readonly bringer: Bringer; readonly sender: string | null };

export type Gate = {
  /** @throws Refusal policy */
  admit(knocking: Knocking): Promise<void>;
  /** @throws Refusal unavailable, the first time and for some minutes after it */
  greylist(knocking: Knocking, recipient: string): Promise<void>;
};

export type GateOptions = {
  readonly dns: Dns;
  readonly clock: Clock;
  readonly log: Log;
  readonly database: Database;
  /** Zones of the lists, as `zen.spamhaus.org`. */
  readonly lists: readonly string[];
  /** Milliseconds a stranger is asked to wait; 0: nobody is. */
  readonly greylistFor: number;
};

export function createGate({ dns, clock, log, database, lists, greylistFor }: GateOptions): Gate {
  /** A list that does not answer lists nobody. */
  async function listedBy(zone: string, name: string): Promise<boolean> {
    try {
      const answers = await dns.addresses(`${name}.${zone}`);
      // 127.255.255.x is how lists say that the question itself was not welcome.
      return answers.some(answer => answer.startsWith('127.') && !answer.startsWith('127.255.255.'));
    } catch (error) {
      if (!(error instanceof DnsFailure)) throw error;
      if (error.kind === 'try-later') log.warn('list-silent', { zone });
      return false;
    }
  }

  return {
    async admit({ bringer }) {
      const name = reversed(bringer.address);
      const found = await Promise.all(lists.map(zone => listedBy(zone, name)));
      const zone = lists[found.indexOf(true)];
      if (zone !== undefined) throw new Refusal('policy', `your address is listed by ${zone}`);
    },
    async greylist({ bringer, sender }, recipient) {
      if (greylistFor === 0) return;
      // Large houses come back from another of their machines: the network is what counts.
      const who = `${networkOf(bringer.address)}\0${sender ?? ''}\0${recipient.toLowerCase()}`;
      const now = clock.now();
      const since = await knock(database, createHash('sha256').update(who).digest(), now);
      const waited = now.getTime() - since.getTime();
      if (waited < greylistFor) {
        throw new Refusal('unavailable', `greylisted: come back in ${Math.ceil((greylistFor - waited) / 1000)} s`);
      }
    },
  };
}

/** As lists are asked: octets of IPv4, nibbles of IPv6, last first. */
function reversed(address: string): string {
  if (!address.includes(':')) return address.split('.').reverse().join('.');
  return [...expanded(address).join('')].reverse().join('.');
}

function networkOf(address: string): string {
  if (!address.includes(':')) return address.slice(0, address.lastIndexOf('.'));
  return expanded(address).slice(0, 4).join(':');
}

/** The eight groups of an IPv6 address, four digits each. */
function expanded(address: string): string[] {
  const [front = '', back = ''] = address.split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [head, tail] = [groups(front), groups(back)];
  const middle = Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0');
  return [...head, ...middle, ...tail].map(group => group.padStart(4, '0'));
}
