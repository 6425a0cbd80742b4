import type { Settings } from '../config/settings.ts';

/** Where people's browsers find the portal, without a slash at its end. */
export function portalAddress(settings: Settings): string {
  const port = settings['https-port'] === 443 || settings['https-port'] === 0 ? '' : `:${settings['https-port']}`;
  return (settings['portal-address'] ?? `https://${settings['host-name']}${port}`).replace(/\/$/, '');
}
