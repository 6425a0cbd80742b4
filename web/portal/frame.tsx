import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useHouse } from './house.tsx';
import { goTo, Link } from './navigation.tsx';
import { useSession } from './session.tsx';
import { currentTheme, turnTheme } from './theme.ts';

/** What surrounds every page: the house, the language, the theme. */
export function Frame({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const { portalName, domain } = useHouse();
  const [theme, setTheme] = useState(currentTheme);
  const { address, leave } = useSession();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <div className="page">
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <header className="page-head">
        <div className="page-inner">
          <Link to="/" className="brand">
            <img className="brand-mark" src="/mark.svg" alt="" />
            <span>
              {portalName}
              <span className="brand-house">{t('house', { domain: domain.replaceAll('-', '\u2011') })}</span>
            </span>
          </Link>
          <div className="row row-tight">
            <Link to="/aide" className="button button-plain">
              {t('guide.title')}
            </Link>
            <Button weight="plain" onPress={() => setTheme(turnTheme(other))}>
              {t(`theme.${other}`)}
            </Button>
            <Button weight="plain" onPress={() => void i18n.changeLanguage(i18n.language === 'fr' ? 'en' : 'fr')}>
              <span lang={i18n.language === 'fr' ? 'en' : 'fr'}>{t('language')}</span>
            </Button>
            {address && (
              <>
                <Link to="/compte" className="button button-plain">
                  {t('account.title')}
                </Link>
                <Button weight="plain" onPress={() => void leave().then(() => goTo('/'))}>
                  {t('signOut')}
                </Button>
              </>
            )}
          </div>
        </div>
      </header>
      <main id="content" className="page-main">
        <div className="page-inner">{children}</div>
      </main>
      <footer className="page-foot">
        <div className="page-inner">
          <span>{t('foot')}</span>
          <span>{t('never')}</span>
        </div>
      </footer>
    </div>
  );
}
