import { useTranslation } from 'react-i18next';
import { Facts } from '../../design/facts.tsx';
import { useHouse } from '../house.tsx';

/** The values that every mail program asks for (R10–R12). */
export function MailSettings({ address }: { address?: string }) {
  const { t } = useTranslation();
  const { imap, smtp } = useHouse();
  const facts = [
    address === undefined
      ? { name: t('mail.user'), value: t('mail.wholeAddress') }
      : { name: t('mail.user'), value: address, copied: address },
    { name: t('mail.password'), value: t('mail.passwordValue') },
    { name: t('mail.incoming'), value: imap.host, copied: imap.host },
    { name: t('mail.incomingPort'), value: t('mail.tls', { port: imap.port }), copied: String(imap.port) },
    { name: t('mail.outgoing'), value: smtp.host, copied: smtp.host },
    {
      name: t('mail.outgoingPort'),
      value: t('mail.either', { tls: smtp.port, starttls: smtp.startTlsPort }),
      copied: String(smtp.port),
    },
  ];
  return <Facts facts={facts} copy={t('copy')} copied={t('copied')} />;
}
