/** What surrounds every room: the house, the search, the navigation, who stands here. */
import { Outlet } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Flyout } from '../../design/flyout.tsx';
import { Mark } from '../../design/mark.tsx';
import { currentTheme, turnTheme } from '../../portal/theme.ts';
import { type Room, useOffice } from './room.ts';
import { Link, useWhere } from './router.tsx';
import { turnTo } from './speak.ts';
import { useStanding } from './standing.ts';
import { ToldProvider } from './told.tsx';
import { useFrameWords } from './words.ts';

export function Shell() {
  const { t, language } = useFrameWords();
  const { base, name, rooms, Head } = useOffice();
  const standing = useStanding();
  const { room } = useWhere();
  const open = rooms.filter(each => each.may(standing));
  return (
    <ToldProvider>
      <div className="office">
        <a className="skip" href="#contenu">
          {t('skip')}
        </a>
        <header className="office-head">
          <a className="office-brand" href={`${base}/`}>
            <img src="/mark.svg" alt="" width="30" height="30" />
            <span>{t(name)}</span>
          </a>
          <div className="office-middle">{Head !== undefined && <Head />}</div>
          <WhoStands />
        </header>
        <div className="office-body">
          <nav className="office-nav" aria-label={t('rooms')}>
            <ul>
              {open.map(each => (
                <li key={each.path}>
                  <Link to={each.path} className="office-link" current={each.path === room}>
                    <Mark name={each.mark} />
                    <span>{each.name[language]}</span>
                    <Count room={each} here={each.path === room} />
                  </Link>
                </li>
              ))}
            </ul>
            <p className="office-foot">{t('never')}</p>
          </nav>
          <main id="contenu" className="office-main" tabIndex={-1}>
            <Outlet />
          </main>
        </div>
      </div>
    </ToldProvider>
  );
}

/** How many things wait in a room: asked when one enters or leaves it. */
function Count({ room, here }: { room: Room; here: boolean }) {
  const [count, setCount] = useState(0);
  const standing = useStanding();
  // biome-ignore lint/correctness/useExhaustiveDependencies: coming and going is what asks again
  useEffect(() => {
    let gone = false;
    // A number that cannot be had is not shown; the room itself tells why.
    void room.count?.(standing).then(
      now => !gone && setCount(now),
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [room, here, standing]);
  return count > 0 ? <span className="office-count">{count}</span> : null;
}

function WhoStands() {
  const { t, language } = useFrameWords();
  const { name, books } = useOffice();
  const { givenName, familyName, address, roles, schools, may } = useStanding();
  const [theme, setTheme] = useState(currentTheme);
  const other = theme === 'dark' ? 'light' : 'dark';
  const full = `${givenName} ${familyName}`.trim() || address;
  const console = may('settle-feed') || may('look-at-queue');
  async function leave(): Promise<void> {
    const answer = await fetch('/api/session', { method: 'DELETE', credentials: 'same-origin' });
    const { next } = (await answer.json()) as { next?: string | null };
    window.location.assign(next ?? '/');
  }
  return (
    <Flyout mark="person" label={t('menu', { name: full })} text={<span className="office-who">{full}</span>}>
      {() => (
        <div className="menu">
          <div className="menu-title">
            <strong>{full}</strong>
            {roles.map(({ role, uai }) => (
              <span className="line-more" key={`${role}${uai}`}>
                {t(`roles.${role}`)}
                {uai !== '' && ` · ${schools.find(each => each.uai === uai)?.name ?? uai}`}
              </span>
            ))}
          </div>
          <hr />
          {name === 'console' && <a href="/bureau/">{t('desk')}</a>}
          {name === 'desk' && console && <a href="/console/">{t('console')}</a>}
          <a href="/courrier/">{t('mail')}</a>
          <a href="/">{t('portal')}</a>
          <hr />
          <button type="button" onClick={() => setTheme(turnTheme(other))}>
            {t(`theme.${other}`)}
          </button>
          <button type="button" onClick={() => void turnTo(language === 'fr' ? 'en' : 'fr', books)}>
            <span lang={language === 'fr' ? 'en' : 'fr'}>{t('language')}</span>
          </button>
          <button type="button" onClick={() => void leave()}>
            {t('signOut')}
          </button>
        </div>
      )}
    </Flyout>
  );
}
