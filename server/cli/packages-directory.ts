import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';

/** Where packages of people who leave lie until they are fetched. */
export function packagesDirectory(settings: Settings): string {
  return settings['packages-directory'] ?? join(settings['data-directory'], 'packages');
}
