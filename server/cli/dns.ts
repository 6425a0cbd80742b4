import { createDns } from '../peers/dns.ts';
import type { House } from '../services/house.ts';
import { checkRecord, ownStsPolicy, type Published, publishedRecords, zoneLine } from '../services/queue/published.ts';
import { listReports } from '../services/queue/reports/list.ts';
import { readConfiguration } from './read-configuration.ts';
import { readSigningKeys } from './signing-keys.ts';
import { inHouse } from './with-house.ts';
import { readWords } from './words.ts';

/**
 * `vaguemestre dns`: the records the house's domains need, as a zone fragment; with `--check`, each against what is
 * published, which ends with 1 where one that is needed is not there; with `--reports`, what other houses say of our mail.
 */
export async function dns(words: string[]): Promise<void> {
  const read = readWords(words, { options: { check: 'boolean', reports: 'boolean' } });
  const { config, overrides, options } = read;
  if (options.reports === true) return await inHouse(read, showReports);
  const settings = await readConfiguration(config, overrides);
  const keys = await readSigningKeys(settings['data-directory'], settings.domains);
  const hostName = settings['host-name'];
  const ports = {
    imaps: settings['imaps-port'],
    submissions: settings['submissions-port'],
    submission: settings['submission-port'],
    sieve: settings['sieve-port'],
    https: settings['https-port'],
  };
  const records = publishedRecords({ domains: settings.domains, hostName, ports }, keys);
  if (options.check !== true) {
    const policy = ownStsPolicy({ hostName }).trimEnd().split('\r\n');
    const lines = [
      ...records.flatMap(record => [`; ${record.why}`, zoneLine(record)]),
      `; ${hostName} : A, AAAA, et le nom inverse de ses adresses / and the reverse name of its addresses`,
      '; https://mta-sts.…/.well-known/mta-sts.txt :',
      ...policy.map(line => `;   ${line}`),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    return;
  }
  const resolver = createDns(settings['dns-servers']);
  for (const record of records) {
    const published = await checkRecord(resolver, record);
    if (published.kind !== 'same' && record.needed) process.exitCode = 1;
    process.stdout.write(`${marks[published.kind]}  ${record.name}  ${record.type}  ${record.why}\n`);
    if (published.kind === 'other') process.stdout.write(`        publié / published: ${published.found}\n`);
    if (published.kind !== 'same') process.stdout.write(`        attendu / expected:  ${record.value}\n`);
  }
}

async function showReports(house: House): Promise<void> {
  for (const { kind, organisation, domain, from, passed, failed } of await listReports(house, 'console')) {
    const counts = `bons / good ${passed}  mauvais / bad ${failed}`;
    process.stdout.write(`${from.toISOString().slice(0, 10)}  ${kind}  ${domain}  ${organisation}  ${counts}\n`);
  }
}

const marks = {
  same: 'bon / good      ',
  absent: 'absent          ',
  other: 'autre / other   ',
  unknown: 'sans réponse / no answer',
} as const satisfies Record<Published['kind'], string>;
