import type { Settings } from '../config/settings.ts';
import { createDns } from '../peers/dns.ts';
import type { House } from '../services/house.ts';
import { checkRecord, ownStsPolicy, type Published, publishedRecords, zoneLine } from '../services/queue/published.ts';
import { listReports } from '../services/queue/reports/list.ts';
import { type SigningKey, signingRecords } from '../services/queue/sign.ts';
import { AdministratorError } from './administrator-error.ts';
import { readConfiguration } from './read-configuration.ts';
import { type KeyStage, makeComingKeys, readSigningKeys, turnKeys } from './signing-keys.ts';
import { inHouse } from './with-house.ts';
import { readWords } from './words.ts';

/**
 * `vaguemestre dns`: the records the house's domains need, as a zone fragment; with `--check`, each against what is
 * published, which ends with 1 where one that is needed is not there; with `--reports`, what other houses say of our mail;
 * with `--rotate`, new DKIM keys: the first time made, the second time, once they are published, put to use.
 */
export async function dns(words: string[]): Promise<void> {
  const read = readWords(words, { options: { check: 'boolean', reports: 'boolean', rotate: 'boolean' } });
  const { config, overrides, options } = read;
  if (options.reports === true) return await inHouse(read, showReports);
  const settings = await readConfiguration(config, overrides);
  const keysOf = (stage: KeyStage) => readSigningKeys(settings['data-directory'], settings.domains, stage);
  if (options.rotate === true) return await rotate(settings, await keysOf('coming'));
  const keys = await keysOf('signing');
  const hostName = settings['host-name'];
  const ports = {
    imaps: settings['imaps-port'],
    submissions: settings['submissions-port'],
    submission: settings['submission-port'],
    sieve: settings['sieve-port'],
    https: settings['https-port'],
  };
  const turning = { coming: await keysOf('coming'), leaving: await keysOf('leaving') };
  const records = publishedRecords({ domains: settings.domains, hostName, ports }, keys, turning);
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

/** Nothing is signed with a key that the world cannot look up yet. */
async function rotate(settings: Settings, coming: readonly SigningKey[]): Promise<void> {
  const directory = settings['data-directory'];
  if (coming.length === 0) {
    await makeComingKeys(directory);
    process.stdout.write(
      'De nouvelles clés DKIM sont prêtes. Publiez leurs enregistrements (« vaguemestre dns »), puis recommencez.\n' +
        'New DKIM keys are ready. Publish their records ("vaguemestre dns"), then do this again.\n',
    );
    return;
  }
  const resolver = createDns(settings['dns-servers']);
  for (const { name, value } of signingRecords(coming)) {
    const published = await checkRecord(resolver, { name, value, type: 'TXT', why: '', needed: true });
    if (published.kind === 'same') continue;
    throw new AdministratorError(
      `L’enregistrement ${name} n’est pas encore publié : les anciennes clés continuent de signer.`,
      `The record ${name} is not published yet: the former keys go on signing.`,
    );
  }
  await turnKeys(directory);
  process.stdout.write(
    'Les nouvelles clés signeront dès le prochain démarrage du service. Gardez les anciens enregistrements une semaine.\n' +
      'The new keys sign from the next start of the service on. Keep the former records for a week.\n',
  );
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
