import { useTranslation } from 'react-i18next';
import { Heading } from '../../design/heading.tsx';
import { ContactForm } from '../contacts/contact-form.tsx';

/** May be left for later: the account is open already. */
export function ContactStep({ done }: { done: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="card stack stack-wide">
      <div className="stack">
        <Heading>{t('activation.contact.title')}</Heading>
        <p className="lead">{t('activation.contact.lead')}</p>
      </div>
      <ContactForm kind="mail" texts={false} kept={done} cancel={done} cancelWords={t('activation.contact.later')} />
    </div>
  );
}
