/** Opens the desk or the console: asks who stands here, and says kindly why it stays closed. */
import '@fontsource/atkinson-hyperlegible/latin-400.css';
import '@fontsource/atkinson-hyperlegible/latin-700.css';
import '@fontsource/atkinson-hyperlegible-mono/latin-400.css';
import '../../design/tokens.css';
import '../../design/ground.css';
import '../../design/parts.css';
import '../../design/tools.css';
import './frame.css';
import './pieces.css';
import { useCallback, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { currentTheme } from '../../portal/theme.ts';
import { type Office, OfficeContext } from './room.ts';
import { Routed } from './router.tsx';
import { speak } from './speak.ts';
import { type Opening, readStanding, StandingContext } from './standing.ts';
import { useFrameWords } from './words.ts';

export async function openOffice(office: Office): Promise<void> {
  currentTheme();
  const words = await speak(localStorage, navigator.languages, office.books);
  createRoot(document.getElementById('office')!).render(
    <I18nextProvider i18n={words}>
      <OfficeContext value={office}>
        <Door office={office} />
      </OfficeContext>
    </I18nextProvider>,
  );
}

/** Milliseconds between two tries of a server that does not answer. */
const again = 10_000;

function Door({ office }: { office: Office }) {
  const [opening, setOpening] = useState<Opening | null>(null);
  const open = useCallback(async () => setOpening(await readStanding()), []);
  useEffect(() => void open(), [open]);
  useEffect(() => {
    if (opening?.kind !== 'unreachable') return;
    const timer = setTimeout(() => void open(), again);
    return () => clearTimeout(timer);
  }, [opening, open]);
  if (opening === null) return null;
  if (opening.kind !== 'open') return <Closed kind={opening.kind} retry={() => void open()} />;
  const { standing } = opening;
  if (!office.rooms.some(room => room.may(standing))) return <Closed kind="no-role" retry={() => void open()} />;
  return (
    <StandingContext value={standing}>
      <Routed office={office} />
    </StandingContext>
  );
}

function Closed({ kind, retry }: { kind: Exclude<Opening['kind'], 'open'>; retry: () => void }) {
  const { t } = useFrameWords();
  const here = window.location.pathname + window.location.search;
  const title = t(`closed.${kind}.title`);
  useEffect(() => {
    document.title = title;
  }, [title]);
  const to = kind === 'signed-out' ? `/connexion?retour=${encodeURIComponent(here)}` : '/';
  return (
    <main className="office-closed">
      <div className="card stack">
        <img src="/mark.svg" alt="" width="48" height="48" />
        <h1>{title}</h1>
        <p>{t(`closed.${kind}.text`)}</p>
        {kind === 'no-role' && <p className="soft">{t('closed.no-role.help')}</p>}
        {kind === 'unreachable' ? (
          <button type="button" className="button button-main" onClick={retry}>
            {t('closed.unreachable.act')}
          </button>
        ) : (
          <a className="button button-main" href={to}>
            {t(`closed.${kind}.act`)}
          </a>
        )}
      </div>
    </main>
  );
}
