/** Against phishing: what was reported and waits for a verdict, accounts that are held, exercises, the year in figures. */
import './phishing.css';
import { Heading } from '../../design/heading.tsx';
import { Link, useWhere } from '../frame/link.tsx';
import { Exercises } from './exercises.tsx';
import { Figures } from './figures.tsx';
import { Held } from './held.tsx';
import { Reports } from './reports.tsx';
import { useWords } from './words.ts';

const places = { '': 'reports', comptes: 'held', exercices: 'exercises', chiffres: 'figures' } as const;

export default function Phishing() {
  const { t } = useWords();
  const { rest } = useWhere();
  const here = rest in places ? (rest as keyof typeof places) : '';
  return (
    <div className="phishing">
      <nav className="phishing-places" aria-label={t('places')}>
        {Object.entries(places).map(([path, name]) => (
          <Link
            key={path}
            to={path === '' ? 'hameconnage' : `hameconnage/${path}`}
            className="phishing-place"
            current={path === here}
          >
            {t(name)}
          </Link>
        ))}
      </nav>
      {here === '' ? (
        <Reports />
      ) : (
        <div className="phishing-page stack">
          <Heading>{t(places[here])}</Heading>
          {here === 'comptes' && <Held />}
          {here === 'exercices' && <Exercises />}
          {here === 'chiffres' && <Figures />}
        </div>
      )}
    </div>
  );
}
