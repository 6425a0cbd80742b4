import { stat } from 'node:fs/promises';
import type { Settings } from '../config/settings.ts';
import { AdministratorError } from './administrator-error.ts';

const reserved = /(^|\.)(example(\.(com|net|org))?|localhost|invalid)$/;

/** Values that can be read but would be unsafe, or could never work. @throws AdministratorError */
export async function refuseUnsafe(settings: Settings): Promise<void> {
  const unsafe = [...settings.domains, settings['host-name']].find(name => reserved.test(name));
  if (unsafe !== undefined) {
    throw new AdministratorError(
      `« ${unsafe} » est un nom réservé aux exemples : donnez le vôtre.`,
      `"${unsafe}" is a name reserved for examples: give your own.`,
    );
  }
  if (isOpen(settings['lmtp-address'])) {
    throw new AdministratorError(
      'lmtp-address ouvrirait à tous un service sans mot de passe : donnez l’adresse de votre réseau interne.',
      'lmtp-address would open to everybody a service without password: give the address of your inner network.',
    );
  }
  if ((settings['tls-certificate'] === null) !== (settings['tls-key'] === null)) {
    throw new AdministratorError(
      'tls-certificate et tls-key vont ensemble : donnez les deux, ou aucun.',
      'tls-certificate and tls-key go together: give both, or none.',
    );
  }
  if (settings['tls-key'] !== null) await refuseReadableKey(settings['tls-key']);
}

function isOpen(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}

async function refuseReadableKey(path: string): Promise<void> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new AdministratorError(
      `La clé ${path} ne peut être lue (${error.code}).`,
      `The key ${path} cannot be read (${error.code}).`,
      error,
    );
  });
  if ((found.mode & 0o004) !== 0) {
    throw new AdministratorError(
      `La clé ${path} est lisible par tous : « chmod 640 » d’abord.`,
      `The key ${path} is readable by everybody: "chmod 640" it first.`,
    );
  }
}
