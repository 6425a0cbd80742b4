import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Frame } from './frame.tsx';
import { Home } from './home/home.tsx';
import { HouseProvider, useHouse } from './house.tsx';
import { Missing } from './missing.tsx';
import { usePath } from './navigation.tsx';

/** Pages beyond the first come when they are asked for. */
const Activation = lazy(() => import('./activation/activation.tsx'));

export function Portal() {
  return (
    <HouseProvider>
      <Frame>
        <Page />
      </Frame>
    </HouseProvider>
  );
}

function Page() {
  const path = usePath();
  const { t } = useTranslation();
  const { portalName } = useHouse();
  const page = path === '/' ? 'home' : path === '/activation' ? 'activation' : 'missing';
  const title = t(`${page}.title`);
  useEffect(() => {
    document.title = portalName === '' ? title : `${title} — ${portalName}`;
  }, [title, portalName]);
  if (page === 'home') return <Home />;
  if (page === 'missing') return <Missing />;
  return (
    <Suspense>
      <Activation />
    </Suspense>
  );
}
