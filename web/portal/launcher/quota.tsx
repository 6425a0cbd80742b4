import { Meter } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Card } from '../account/card.tsx';

/** From these shares on the person is warned (R36). */
const warnings = [100, 95, 90, 75] as const;

/** How much of the mailbox is used, in a bar and in words. */
export function Quota({ usedBytes, allowedBytes }: { usedBytes: number; allowedBytes: number }) {
  const { t, i18n } = useTranslation();
  const share = allowedBytes === 0 ? 0 : (100 * usedBytes) / allowedBytes;
  const reached = warnings.find(each => share >= each);
  const size = (bytes: number) => sizeText(bytes, i18n.language);
  const words = t('launcher.quota.used', { used: size(usedBytes), allowed: size(allowedBytes) });
  return (
    <Card icon="letter" title={t('launcher.quota.title')}>
      <Meter value={share} aria-label={t('launcher.quota.title')} valueLabel={words}>
        <svg
          className="meter"
          data-full={reached === undefined ? 'no' : reached >= 95 ? 'nearly' : 'soon'}
          viewBox="0 0 100 4"
          preserveAspectRatio="none"
          aria-hidden
        >
          <rect className="meter-ground" width="100" height="4" />
          <rect className="meter-used" width={Math.min(100, share)} height="4" />
        </svg>
      </Meter>
      <p>{words}</p>
      <p className="small soft">
        {t(
          reached === undefined
            ? 'launcher.quota.fine'
            : reached === 100
              ? 'launcher.quota.full'
              : 'launcher.quota.soon',
        )}
      </p>
    </Card>
  );
}

/** In units of a thousand, as disks are sold and as the house's limits are set. */
function sizeText(bytes: number, language: string): string {
  const units = language === 'en' ? ['B', 'KB', 'MB', 'GB', 'TB'] : ['o', 'Ko', 'Mo', 'Go', 'To'];
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const number = new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'fr-FR', { maximumFractionDigits: 1 });
  return `${number.format(bytes / 1000 ** power)}\u00a0${units[power]}`;
}
