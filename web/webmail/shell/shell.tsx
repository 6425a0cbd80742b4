/** What surrounds every page of the webmail: search, folders, connection, account. */
import { Link, Outlet } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { Flyout } from '../../design/flyout.tsx';
import { Mark } from '../../design/mark.tsx';
import { Tool } from '../../design/tool.tsx';
import { hasWritings, useOpenCompose } from '../compose/open.ts';
import { Folders } from '../folders/folders.tsx';
import { SearchField } from '../search/search-field.tsx';
import { turnTo, useWords } from '../words/speak.ts';
import { AbsenceLine } from './absence-line.tsx';
import { ActsProvider } from './acts.tsx';
import { ConnectionLine } from './connection-line.tsx';
import { DialogsProvider } from './dialogs.tsx';
import { useLeave } from './leave.tsx';
import { Compose, Contacts, foreseeCompose, Settings, WritingBar } from './rooms.ts';
import { turnTheme, useTheme } from './theme.ts';
import { useNotifications } from './use-notifications.ts';
import { usePlace, useWays } from './use-place.ts';
import { useCell, useMailboxes, useStore } from './use-store.ts';

export function Shell() {
  const { t } = useWords();
  const place = usePlace();
  const ways = useWays(place);
  const openCompose = useOpenCompose();
  const writes = useCell(hasWritings);
  const [drawer, setDrawer] = useState(false);
  useTitle();
  useNotifications();
  useEffect(() => {
    if (!drawer) return;
    const close = ({ key }: KeyboardEvent) => key === 'Escape' && setDrawer(false);
    document.addEventListener('keydown', close);
    return () => document.removeEventListener('keydown', close);
  }, [drawer]);

  return (
    <ActsProvider>
      <DialogsProvider>
        <div className="mail" data-drawer={drawer}>
          <a className="skip" href="#messages">
            {t('skip')}
          </a>
          <header className="mail-head">
            <Tool
              mark="menu"
              className="drawer-button"
              label={t('folders.open')}
              pressed={drawer}
              onPress={() => setDrawer(!drawer)}
            />
            <a className="mail-brand" href="/courrier/">
              <img src="/mark.svg" alt="" width="30" height="30" />
              <span>{t('title')}</span>
            </a>
            <SearchField place={place} ways={ways} />
            <AccountMenu />
          </header>
          <div>
            <ConnectionLine />
            <AbsenceLine />
          </div>
          <div className="mail-body">
            <div className="folder-pane">
              {Compose !== null && (
                <button
                  type="button"
                  className="button button-main compose-button"
                  aria-keyshortcuts="c"
                  onPointerEnter={foreseeCompose}
                  onFocus={foreseeCompose}
                  onClick={() => openCompose({ mode: 'new' })}
                >
                  <Mark name="write" />
                  {t('compose.new')}
                </button>
              )}
              <Folders place={place} went={() => setDrawer(false)} />
            </div>
            {drawer && <div className="drawer-shade" onPointerDown={() => setDrawer(false)} aria-hidden="true" />}
            <main className="panes">
              <Suspense fallback={null}>
                <Outlet />
              </Suspense>
            </main>
          </div>
          {writes && WritingBar !== null && (
            <Suspense fallback={null}>
              <WritingBar />
            </Suspense>
          )}
        </div>
      </DialogsProvider>
    </ActsProvider>
  );
}

function AccountMenu() {
  const { t, language } = useWords();
  const { jmap } = useStore();
  const leave = useLeave();
  const theme = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <Flyout mark="person" label={t('account.menu', { address: jmap.session.username })}>
      {() => (
        <div className="menu">
          <p className="menu-title">{jmap.session.username}</p>
          <a href="/">{t('account.portal')}</a>
          {Contacts !== null && <Link to="/contacts">{t('account.contacts')}</Link>}
          {Settings !== null && <Link to="/reglages">{t('account.settings')}</Link>}
          <button type="button" onClick={() => turnTheme(other)}>
            {t(`theme.${other}`)}
          </button>
          <button type="button" onClick={() => void turnTo(language === 'fr' ? 'en' : 'fr')}>
            <span lang={language === 'fr' ? 'en' : 'fr'}>{t('language')}</span>
          </button>
          <button type="button" onClick={() => void leave()}>
            {t('account.signOut')}
          </button>
        </div>
      )}
    </Flyout>
  );
}

/** The tab tells how many messages wait. */
function useTitle(): void {
  const { t } = useWords();
  const inbox = useMailboxes().find(({ role }) => role === 'inbox');
  const unread = inbox?.unreadEmails ?? 0;
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) ${t('title')}` : t('title');
  }, [unread, t]);
}
