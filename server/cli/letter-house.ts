import type { Settings } from '../config/settings.ts';
import type { LetterHouse } from '../formats/letter/compose.ts';
import { portalAddress } from './portal-address.ts';

/** What letters say of the house, from its settings. */
export function letterHouse(settings: Settings): LetterHouse {
  const lines = (text: string) => text.split('|').map(line => line.trim());
  return {
    name: lines(settings['house-name']).join('\n'),
    portalName: settings['portal-name'],
    activationUrl: `${portalAddress(settings)}/activation`,
    channels: lines(settings['help-channels']),
  };
}
