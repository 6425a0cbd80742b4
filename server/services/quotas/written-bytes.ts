/** Octets as people read them, in decimal units: what disks and mail programs show. */

const writers = {
  fr: new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 }),
  en: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 }),
};

export function megabytesFr(used: number, allowed: number): string {
  return `${written(used, 'fr')} sur ${written(allowed, 'fr')}`;
}

export function megabytesEn(used: number, allowed: number): string {
  return `${written(used, 'en')} of ${written(allowed, 'en')}`;
}

function written(bytes: number, language: 'fr' | 'en'): string {
  const [giga, mega] = language === 'fr' ? ['Go', 'Mo'] : ['GB', 'MB'];
  const number = bytes >= 1e9 ? bytes / 1e9 : bytes / 1e6;
  return `${writers[language].format(number)}\u00a0${bytes >= 1e9 ? giga : mega}`;
}
