import { useTranslation } from 'react-i18next';
import { Notice } from '../../design/notice.tsx';
import { useHouse } from '../house.tsx';

/** The way through another provider of identity, where the house has one. */
export function ProviderDoor() {
  const { t } = useTranslation();
  const { provider } = useHouse();
  if (provider === null) return null;
  const suite = new URLSearchParams(window.location.search).get('suite');
  const where = suite === null ? '' : `?${new URLSearchParams({ suite })}`;
  return (
    <a className="button button-quiet" href={`/connexion/fournisseur${where}`}>
      {t('signIn.provider', { name: provider })}
    </a>
  );
}

const told = ['bad-credentials', 'not-activated', 'suspended', 'closed', 'preuve'] as const;

/** Why the provider's answer opened nothing, as the address says when one comes back. */
export function ProviderRefusal() {
  const { t } = useTranslation();
  const { provider } = useHouse();
  const why = new URLSearchParams(window.location.search).get('refus');
  if (why === null || provider === null) return null;
  const known = told.find(each => each === why) ?? 'fournisseur';
  return (
    <Notice tone="bad" live>
      <p>
        <strong>{t('signIn.providerRefused', { name: provider })}</strong>
      </p>
      <p>{t(`signIn.providerWhy.${known}`)}</p>
    </Notice>
  );
}
