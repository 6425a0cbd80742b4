import { Notice } from '../../design/notice.tsx';
import { useWords } from '../words/speak.ts';
import type { Verdict } from './verdict.ts';

type Props = {
  verdict: Verdict;
  /** Links and attachments are held back until the reader insists. */
  held: boolean;
  release(): void;
  report(): void;
};

/** The place reserved for warnings: above the message, never inside what its sender wrote. R19, R20, R21, R22 */
export function Warning({ verdict: { level, reasons, sentences, looksLike, unproven }, held, release, report }: Props) {
  const { t, language } = useWords();
  if (level === null && !held && looksLike === null && unproven === null) return null;
  return (
    <Notice tone={level === 'strong' || level === 'suspect' ? 'bad' : 'warn'}>
      <h2 className="warning-title">{t(`warning.${level ?? 'caution'}`)}</h2>
      <ul className="plain-list small">
        {reasons.map(reason => (
          <li key={reason}>{t(`reasons.${reason}`)}</li>
        ))}
        {sentences.map(sentence => (
          <li key={sentence.fr}>{sentence[language]}</li>
        ))}
        {looksLike !== null && <li>{t('warning.looksLike', { name: looksLike })}</li>}
        {unproven !== null && <li>{t('warning.unproven', { domain: unproven })}</li>}
      </ul>
      {level !== null && <p className="small">{t('warning.advice')}</p>}
      {held && <p className="small">{t('warning.linksHeld')}</p>}
      <p className="small">
        <strong>{t('warning.never')}</strong>
      </p>
      <div className="row">
        <button type="button" className="button button-danger button-small" onClick={report}>
          {t('verbs.report')}
        </button>
        {held && (
          <button type="button" className="button button-plain" onClick={release}>
            {t('warning.release')}
          </button>
        )}
      </div>
    </Notice>
  );
}
