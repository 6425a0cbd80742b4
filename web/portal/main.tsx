import '@fontsource/atkinson-hyperlegible/latin-400.css';
import '@fontsource/atkinson-hyperlegible/latin-700.css';
import '@fontsource/atkinson-hyperlegible-mono/latin-400.css';
import '../design/tokens.css';
import '../design/ground.css';
import '../design/parts.css';
import '../design/layout.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { Portal } from './portal.tsx';
import { speak } from './words/speak.ts';

const words = await speak(localStorage, navigator.languages);

createRoot(document.getElementById('portal')!).render(
  <StrictMode>
    <I18nextProvider i18n={words}>
      <Portal />
    </I18nextProvider>
  </StrictMode>,
);
