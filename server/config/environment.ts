import type { SettingName } from './settings.ts';

/** Settings that the environment gives: only what every host of databases hands over that way. */
export function readEnvironment(): Partial<Record<SettingName, string>> {
  const url = process.env.DATABASE_URL;
  return url === undefined || url === '' ? {} : { 'database-url': url };
}
