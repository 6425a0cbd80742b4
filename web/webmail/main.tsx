import '@fontsource/atkinson-hyperlegible/latin-400.css';
import '@fontsource/atkinson-hyperlegible/latin-700.css';
import '@fontsource/atkinson-hyperlegible-mono/latin-400.css';
import '../design/tokens.css';
import '../design/ground.css';
import '../design/parts.css';
import '../design/tools.css';
import './shell/shell.css';
import './search/search.css';
import './folders/folders.css';
import './list/list.css';
import './shell/narrow.css';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import type { Jmap } from '../jmap/client.ts';
import { openShelf } from './offline/shelf.ts';
import { App } from './shell/app.tsx';
import { startTheme } from './shell/theme.ts';
import { speak } from './words/speak.ts';

/** @param opening the session, asked for already */
export async function start(opening: Promise<Jmap>): Promise<void> {
  // The script that calls may run before the page is read to its end.
  if (document.readyState === 'loading')
    await new Promise(resolve => document.addEventListener('DOMContentLoaded', resolve, { once: true }));
  startTheme();
  const [words, shelf] = await Promise.all([speak(localStorage, navigator.languages), openShelf(globalThis.indexedDB)]);
  createRoot(document.getElementById('courrier')!).render(
    <I18nextProvider i18n={words}>
      <App shelf={shelf} opening={opening} />
    </I18nextProvider>,
  );
}
