import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/button.tsx';
import { Check } from '../../design/check.tsx';
import { Heading } from '../../design/heading.tsx';

export function CharterStep({ name, accepted }: { name: string; accepted: () => void }) {
  const { t } = useTranslation();
  const [agreed, setAgreed] = useState(false);
  const [missing, setMissing] = useState(false);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (agreed) accepted();
    else setMissing(true);
  }

  return (
    <form className="card stack stack-wide" onSubmit={submit} noValidate>
      <div className="stack">
        <Heading>{t('activation.charter.title')}</Heading>
        <p className="lead">{t('activation.charter.lead', { name })}</p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a passage that scrolls must be reachable by keyboard */}
      <section className="charter" tabIndex={0} aria-label={t('activation.charter.title')}>
        <ol>
          {t('activation.charter.rules', { returnObjects: true }).map(rule => (
            <li key={rule}>{rule}</li>
          ))}
        </ol>
      </section>
      <div className="field">
        <Check isSelected={agreed} onChange={setAgreed} isInvalid={missing && !agreed}>
          {t('activation.charter.accept')}
        </Check>
        {missing && !agreed && (
          <p className="field-error" role="alert">
            {t('activation.charter.required')}
          </p>
        )}
      </div>
      <div className="row">
        <Button type="submit">{t('next')}</Button>
      </div>
    </form>
  );
}
