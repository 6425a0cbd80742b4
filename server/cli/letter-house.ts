import type { Settings } from '../config/settings.ts';
import type { LetterHouse } from '../formats/letter/compose.ts';

/** What letters say of the house, from its settings. */
export function letterHouse(settings: Settings): LetterHouse {
  const port = settings['https-port'] === 443 || settings['https-port'] === 0 ? '' : `:${settings['https-port']}`;
  const portal = settings['portal-address'] ?? `https://${settings['host-name']}${port}`;
  const lines = (text: string) => text.split('|').map(line => line.trim());
  return {
    name: lines(settings['house-name']).join('\n'),
    portalName: settings['portal-name'],
    activationUrl: `${portal.replace(/\/$/, '')}/activation`,
    channels: lines(settings['help-channels']),
  };
}
