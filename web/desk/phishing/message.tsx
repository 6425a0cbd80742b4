import type { PhishingReason, SafeMessage } from '@vaguemestre/contract/phishing.ts';
import { useWords } from './words.ts';

/** The message in a form that can do no harm: words, addresses that are no links, names of files. */
export function Message({ message }: { message: SafeMessage }) {
  const { t, language } = useWords();
  const { plain, page, links, files, fields, reasons } = message;
  return (
    <>
      <section className="stack">
        <h2>{t('why')}</h2>
        {reasons.length === 0 ? <p>{t('noReason')}</p> : <Reasons reasons={reasons} />}
      </section>
      <section className="stack">
        <h2>{t(page !== null && plain === '' ? 'page' : 'text')}</h2>
        <p className="soft small">{t('textHint')}</p>
        <pre className="phishing-text">{plain || page || t('noText')}</pre>
        {page !== null && plain !== '' && page.trim() !== plain.trim() && (
          <details>
            <summary>{t('page')}</summary>
            <pre className="phishing-text">{page}</pre>
          </details>
        )}
      </section>
      {links.length > 0 && (
        <section className="stack">
          <h2>{t('links')}</h2>
          <p className="soft small">{t('linksHint')}</p>
          <ul className="phishing-links">
            {links.map(({ href, shown, known }) => (
              <li key={`${href} ${shown}`}>
                <span className="fixed">{href}</span>{' '}
                <span className={`chip ${known ? 'chip-good' : 'chip-warn'}`}>
                  {t(known ? 'linkKnown' : 'linkUnknown')}
                </span>
                {shown !== null && <span className="chip chip-bad">{t('linkShown', { shown })}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {files.length > 0 && (
        <section className="stack">
          <h2>{t('files')}</h2>
          <ul className="phishing-links">
            {files.map(({ name, kind, dangers }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two files may bear one name
              <li key={index}>
                <strong className="fixed">{name || kind}</strong>
                {dangers.length === 0 ? <span className="soft"> {t('noDanger')}</span> : <Reasons reasons={dangers} />}
              </li>
            ))}
          </ul>
        </section>
      )}
      <details className="phishing-header">
        <summary>{t('header')}</summary>
        <dl>
          {fields.map(({ name, value, fr, en }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: fields repeat, and their order is what they are told apart by
            <div key={index}>
              <dt className="fixed">{name}</dt>
              <dd className="fixed">{value}</dd>
              <dd className="soft small">{language === 'en' ? en : fr}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  );
}

function Reasons({ reasons }: { reasons: readonly PhishingReason[] }) {
  const { language } = useWords();
  return (
    <ul className="phishing-reasons">
      {reasons.map(({ rule, weight, fr, en }) => (
        <li key={rule}>
          <span className={`phishing-weight ${weight < 0 ? 'phishing-for' : ''}`}>
            {weight > 0 ? `+${weight}` : `−${-weight}`}
          </span>
          <span>{language === 'en' ? en : fr}</span>
        </li>
      ))}
    </ul>
  );
}
