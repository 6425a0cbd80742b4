/** Lists the operator keeps for the judge, as text files: `#` begins a remark, empty lines count for nothing. */
import type { KnownOwner } from './domains.ts';

/** Hosts that anybody uses, lower case. */
export type OwnHosts = {
  readonly shorteners: readonly string[];
  readonly openHosts: readonly string[];
  readonly freeMail: readonly string[];
};

/**
 * Those whom swindlers imitate, with the domains that are truly theirs: `le conseil départemental : somme.fr, cd80.fr ;
 * conseil departemental, cd80`.
 * @throws Error naming the line that cannot be read
 */
export function readOwners(text: string): KnownOwner[] {
  return lines(text).map(({ line, number }) => {
    const [, name = '', domains = '', aliases = ''] = /^([^:;]+?)\s*:\s*([^;]*)(?:;(.*))?$/.exec(line) ?? [];
    const hosts = listed(domains).map(host => host.toLowerCase());
    if (name === '' || hosts.length === 0 || !hosts.every(isHost)) throw unreadable(line, number);
    const others = listed(aliases);
    return { name, domains: hosts, ...(others.length === 0 ? {} : { aliases: others }) };
  });
}

/** @throws Error naming the line that cannot be read */
export function readHosts(text: string): OwnHosts {
  const found: Record<keyof OwnHosts, string[]> = { shorteners: [], openHosts: [], freeMail: [] };
  for (const { line, number } of lines(text)) {
    const [kind = '', host = '', ...more] = line.toLowerCase().split(/\s+/);
    const list = kinds[kind];
    if (list === undefined || more.length > 0 || !isHost(host)) throw unreadable(line, number);
    found[list].push(host);
  }
  return found;
}

const kinds: Readonly<Record<string, keyof OwnHosts>> = {
  raccourcisseur: 'shorteners',
  shortener: 'shorteners',
  ouvert: 'openHosts',
  open: 'openHosts',
  boites: 'freeMail',
  mailboxes: 'freeMail',
};

function lines(text: string): { line: string; number: number }[] {
  const all = text.split('\n').map((line, index) => ({ line: line.replace(/#.*/, '').trim(), number: index + 1 }));
  return all.filter(({ line }) => line !== '');
}

const listed = (text: string): string[] => text.split(',').flatMap(word => word.trim() || []);
const isHost = (text: string): boolean => /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(text);
const unreadable = (line: string, number: number): Error => new Error(`line ${number}: "${line.slice(0, 80)}"`);
