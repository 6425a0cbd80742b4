import { done } from '@vaguemestre/contract/recovery.ts';
import type { ContactKind } from '@vaguemestre/contract/text.ts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/button.tsx';
import { post, Refused } from '../../request.ts';
import { ContactForm } from '../contacts/contact-form.tsx';
import { PasswordField } from '../password/password-field.tsx';
import { RefusalNotice, useAct } from '../refusal-notice.tsx';
import type { CardProps } from './account.tsx';
import { Card } from './card.tsx';

/** Where the person can be reached when the mailbox is lost (R32). */
export function ContactsCard({ account, changed }: CardProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<ContactKind | null>(null);
  /** What is being taken away by somebody whose session is old: the password is asked. */
  const [leaving, setLeaving] = useState<{ kind: ContactKind; password: string } | null>(null);
  const { failure, working, act } = useAct();
  const missing = (['mail', 'phone'] as const).filter(kind => !account.contacts.some(each => each.kind === kind));

  async function remove(kind: ContactKind, password?: string): Promise<void> {
    await act(async () => {
      try {
        await post('/api/account/contacts/remove', password === undefined ? { kind } : { kind, password }, done);
        setLeaving(null);
        await changed();
      } catch (error) {
        if (error instanceof Refused && error.reply.reason === 'prove-again') setLeaving({ kind, password: '' });
        else throw error;
      }
    });
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (leaving !== null && leaving.password !== '') void remove(leaving.kind, leaving.password);
  }

  return (
    <Card icon="letter" title={t('contacts.title')}>
      <p className="soft">{t('contacts.explain')}</p>
      {account.contacts.length > 0 && (
        <ul className="lines">
          {account.contacts.map(({ kind, value, proven }) => (
            <li key={kind} className="line">
              <span className="line-text">
                <strong>{value}</strong>
                <span className="line-more">{t(proven ? `contacts.kind.${kind}` : 'contacts.unproven')}</span>
              </span>
              <span className="row row-tight">
                <Button weight="plain" onPress={() => setOpen(kind)} aria-label={`${t('contacts.change')} : ${value}`}>
                  {t('contacts.change')}
                </Button>
                <Button
                  weight="plain"
                  onPress={() => void remove(kind)}
                  aria-label={`${t('contacts.remove')} : ${value}`}
                >
                  {t('contacts.remove')}
                </Button>
              </span>
            </li>
          ))}
        </ul>
      )}
      <RefusalNotice
        failure={failure}
        own={{ 'bad-credentials': { title: t('account.password.wrong'), text: t('contacts.again') } }}
      />
      {leaving !== null && (
        <form className="stack" onSubmit={submit} noValidate>
          <PasswordField
            label={t('account.password.current')}
            hint={t('contacts.again')}
            value={leaving.password}
            onChange={password => setLeaving({ ...leaving, password })}
            autoComplete="current-password"
            autoFocus
          />
          <div className="row">
            <Button type="submit" isPending={working} isDisabled={leaving.password === ''}>
              {t('contacts.remove')}
            </Button>
            <Button weight="quiet" onPress={() => setLeaving(null)}>
              {t('cancel')}
            </Button>
          </div>
        </form>
      )}
      {open !== null ? (
        <ContactForm
          key={open}
          kind={open}
          texts={account.texts}
          autoFocus
          kept={async () => {
            setOpen(null);
            await changed();
          }}
          cancel={() => setOpen(null)}
          cancelWords={t('cancel')}
        />
      ) : (
        missing.length > 0 && (
          <div className="row">
            {missing.map(kind => (
              <Button key={kind} weight="quiet" onPress={() => setOpen(kind)}>
                {t(`contacts.add.${kind}`)}
              </Button>
            ))}
          </div>
        )
      )}
    </Card>
  );
}
