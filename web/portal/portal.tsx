import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Frame } from './frame.tsx';
import { Home } from './home/home.tsx';
import { HouseProvider, useHouse } from './house.tsx';
import { Missing } from './missing.tsx';
import { usePath } from './navigation.tsx';
import { SessionProvider, useSession } from './session.tsx';

/** Pages beyond the first come when they are asked for. */
const Activation = lazy(() => import('./activation/activation.tsx'));
const SignIn = lazy(() => import('./sign-in/sign-in.tsx'));
const Recovery = lazy(() => import('./recovery/recovery.tsx'));
const Enrolment = lazy(() => import('./enrolment/enrolment.tsx'));
const Guide = lazy(() => import('./guide/guide.tsx'));
const Renewal = lazy(() => import('./renewal/renewal.tsx'));
const Launcher = lazy(() => import('./launcher/launcher.tsx'));
const Account = lazy(() => import('./account/account.tsx'));

const pages = {
  '/': { words: 'home', Page: Front },
  '/activation': { words: 'activation', Page: Activation },
  '/connexion': { words: 'signIn', Page: SignIn },
  '/oubli': { words: 'recovery', Page: Recovery },
  '/compte': { words: 'account', Page: Account },
  '/aide': { words: 'guide', Page: Guide },
} as const;

export function Portal() {
  return (
    <HouseProvider>
      <SessionProvider>
        <Frame>
          <CurrentPage />
        </Frame>
      </SessionProvider>
    </HouseProvider>
  );
}

/** The same address for whoever comes and whoever is in. */
function Front() {
  return useSession().address ? <Launcher /> : <Home />;
}

function CurrentPage() {
  const path = usePath();
  const { t } = useTranslation();
  const { portalName } = useHouse();
  const { renew, enrol } = useSession();
  const held = renew
    ? ({ words: 'renewal', Page: Renewal } as const)
    : enrol
      ? ({ words: 'enrolment', Page: Enrolment } as const)
      : null;
  const { words, Page } =
    held !== null
      ? held
      : path in pages
        ? pages[path as keyof typeof pages]
        : { words: 'missing' as const, Page: Missing };
  const title = t(`${words}.title`);
  useEffect(() => {
    document.title = portalName === '' ? title : `${title} — ${portalName}`;
  }, [title, portalName]);
  return (
    <Suspense>
      <Page />
    </Suspense>
  );
}
