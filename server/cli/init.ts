import { randomBytes } from 'node:crypto';
import { access, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { exampleConfiguration } from '../config/example.ts';
import { readSettings } from '../config/read.ts';
import type { SettingName, Settings } from '../config/settings.ts';
import { systemClock } from '../model/clock.ts';
import { AdministratorError } from './administrator-error.ts';
import { createCertificates } from './certificates.ts';
import { refuseUnsafe } from './refuse-unsafe.ts';
import { readKeys } from './secrets.ts';
import { readWords } from './words.ts';

/**
 * `vaguemestre init`: takes a configuration, or asks for the little that has no default; makes the data folder, keys and
 * certificates that are missing; refuses what would be unsafe. Running it again does no harm.
 */
export async function init(words: string[]): Promise<void> {
  const { config, overrides } = readWords(words);
  const existing = await readFile(config, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  const written = existing ?? (await compose(overrides));
  const settings = readSettings(written, existing === null ? {} : overrides);
  await refuseUnsafe(settings);
  await makeDataDirectory(settings['data-directory']);
  await readKeys(settings['data-directory'], randomBytes);
  const authority = await makeCertificates(settings);
  if (existing === null) await writeFile(config, written, { mode: 0o640, flag: 'wx' });
  process.stdout.write(
    `La maison est prête : « vaguemestre start --config ${config} » la fait fonctionner.\n` +
      `The house is ready: "vaguemestre start --config ${config}" runs it.\n` +
      (authority === null
        ? ''
        : `\nUn certificat d’essai a été fait, signé par ${authority} : remplacez-le (tls-certificate, tls-key) avant l’ouverture.\n` +
          `A trial certificate was made, signed by ${authority}: replace it (tls-certificate, tls-key) before opening.\n`),
  );
}

/** The example file with the answers in it. */
async function compose(overrides: Partial<Record<SettingName, string>>): Promise<string> {
  const answers = { ...overrides };
  const questions = [
    ['domains', 'Domaines de courrier / Mail domains: '],
    ['host-name', 'Nom public de la machine / Public host name: '],
  ] as const satisfies [SettingName, string][];
  const missing = questions.filter(([name]) => answers[name] === undefined);
  if (missing.length > 0 && !process.stdin.isTTY) {
    throw new AdministratorError(
      `Sans terminal pour demander : donnez ${missing.map(([name]) => `--set ${name}=…`).join(' ')}`,
      `No terminal to ask on: give ${missing.map(([name]) => `--set ${name}=…`).join(' ')}`,
    );
  }
  if (missing.length > 0) {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    for (const [name, question] of missing) answers[name] = (await terminal.question(question)).trim();
    terminal.close();
  }
  let file = exampleConfiguration();
  for (const [name, value] of Object.entries(answers)) {
    file = file.replace(new RegExp(`^#?${name} = .*$`, 'm'), () => `${name} = ${value}`);
  }
  return file;
}

async function makeDataDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new AdministratorError(
      `Le dossier ${directory} ne peut être créé (${(error as NodeJS.ErrnoException).code}).`,
      `The folder ${directory} cannot be made (${(error as NodeJS.ErrnoException).code}).`,
      error,
    );
  }
  if (((await stat(directory)).mode & 0o077) !== 0) {
    throw new AdministratorError(
      `Le dossier ${directory} est ouvert à d’autres comptes : « chmod 700 ${directory} » d’abord.`,
      `The folder ${directory} is open to other accounts: "chmod 700 ${directory}" first.`,
    );
  }
}

/** Makes a trial certificate where none is configured and none was made. Gives the path of its authority, or null. */
export async function makeCertificates(settings: Settings): Promise<string | null> {
  if (settings['tls-certificate'] !== null) return null;
  const directory = join(settings['data-directory'], 'tls');
  const authorityPath = join(directory, 'ca.pem');
  const made = await access(authorityPath).then(
    () => true,
    () => false,
  );
  if (!made) await writeTrialCertificates(settings, directory);
  return resolve(authorityPath);
}

/** Writes `ca.pem`, `server.pem` and `server.key`; the authority's own key is thrown away. */
async function writeTrialCertificates(settings: Settings, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const domain = settings.domains[0]!;
  const names = [settings['host-name'], `imap.${domain}`, `smtp.${domain}`, `autoconfig.${domain}`, 'localhost'];
  const { authority, server } = await createCertificates(systemClock(), [...new Set(names), '127.0.0.1', '::1']);
  await writeFile(join(directory, 'server.key'), server.key, { mode: 0o600 });
  await writeFile(join(directory, 'server.pem'), server.certificate, { mode: 0o644 });
  await writeFile(join(directory, 'ca.pem'), authority.certificate, { mode: 0o644 });
}
