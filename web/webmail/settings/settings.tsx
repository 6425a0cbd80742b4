/** The settings: one screen an address below `/courrier/reglages`, each loaded when one goes there. */
import './settings.css';
import { Link, useRouterState } from '@tanstack/react-router';
import { type ComponentType, type LazyExoticComponent, lazy, Suspense } from 'react';
import { Mark, type MarkName } from '../../design/mark.tsx';
import { type SettingsWords, useSettingsWords } from './words.ts';

type Screen = {
  readonly path: string;
  readonly name: keyof SettingsWords['screens'];
  readonly mark: MarkName;
  readonly Page: LazyExoticComponent<ComponentType>;
};

const screens: readonly Screen[] = [
  { path: 'absence', name: 'absence', mark: 'calendar', Page: lazy(() => import('./absence/absence.tsx')) },
  { path: 'signature', name: 'signature', mark: 'draft', Page: lazy(() => import('./signature/signature.tsx')) },
  { path: 'filtres', name: 'filters', mark: 'move', Page: lazy(() => import('./filters/filters.tsx')) },
  { path: 'dossiers', name: 'folders', mark: 'folder', Page: lazy(() => import('./folders/folders.tsx')) },
  { path: 'place', name: 'room', mark: 'archive', Page: lazy(() => import('./room/room.tsx')) },
  { path: 'affichage', name: 'display', mark: 'view', Page: lazy(() => import('./display/display.tsx')) },
  { path: 'depart', name: 'departure', mark: 'forward', Page: lazy(() => import('./departure/departure.tsx')) },
];

export default function Settings() {
  const { t } = useSettingsWords();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const [, named = ''] = path.replace(/^\/courrier/, '').match(/^\/reglages\/?([^/]*)/) ?? [];
  const screen = screens.find(each => each.path === named) ?? screens[0]!;
  return (
    <div className="settings" id="messages" tabIndex={-1}>
      <nav className="settings-nav" aria-label={t('title')}>
        <ul>
          {screens.map(({ path: to, name, mark }) => (
            <li key={to}>
              <Link
                to="/reglages/$"
                params={{ _splat: to }}
                className="settings-link"
                {...(screen.path === to ? { 'aria-current': 'page' as const } : {})}
              >
                <Mark name={mark} size={19} />
                {t(`screens.${name}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="settings-page">
        <Suspense fallback={null}>
          <screen.Page key={screen.path} />
        </Suspense>
      </div>
    </div>
  );
}
