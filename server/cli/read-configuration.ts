import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readEnvironment } from '../config/environment.ts';
import { readSettings } from '../config/read.ts';
import type { SettingName, Settings } from '../config/settings.ts';
import { AdministratorError } from './administrator-error.ts';

/** The settings of a house that was prepared. @throws AdministratorError, BadConfiguration */
export async function readConfiguration(
  config: string,
  overrides: Partial<Record<SettingName, string>>,
): Promise<Settings> {
  const file = await readFile(config, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new AdministratorError(
      `La configuration ${resolve(config)} ne peut être lue (${error.code}) : « vaguemestre init » en prépare une.`,
      `The configuration ${resolve(config)} cannot be read (${error.code}): "vaguemestre init" prepares one.`,
      error,
    );
  });
  return readSettings(file, { ...readEnvironment(), ...overrides });
}
