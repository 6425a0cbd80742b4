/** An address or telephone outside the house, proven by a code that is sent there: in the activation and in the account. */

import { contactBegun } from '@vaguemestre/contract/account.ts';
import { done } from '@vaguemestre/contract/recovery.ts';
import type { ContactKind } from '@vaguemestre/contract/text.ts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/button.tsx';
import { Notice } from '../../design/notice.tsx';
import { TextField } from '../../design/text-field.tsx';
import { post, Refused } from '../../request.ts';
import { PasswordField } from '../password/password-field.tsx';
import { RefusalNotice, useAct } from '../refusal-notice.tsx';

type Props = {
  kind: ContactKind;
  /** The house can text; else a telephone is kept without a code, for the support alone. */
  texts: boolean;
  /** Not where it comes with a page, whose title has the focus. */
  autoFocus?: boolean;
  kept: () => Promise<void> | void;
  cancel: () => void;
  cancelWords: string;
};

export function ContactForm({ kind, texts, autoFocus = false, kept, cancel, cancelWords }: Props) {
  const { t } = useTranslation();
  const [value, setValue] = useState('');
  /** Null unless the session is too old to change this without the password. */
  const [password, setPassword] = useState<string | null>(null);
  /** Null until one was sent. */
  const [code, setCode] = useState<string | null>(null);
  const { failure, working, act } = useAct();
  const unproven = kind === 'phone' && !texts;
  const ready = code === null ? value.trim() !== '' && password !== '' : code.trim() !== '';

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!ready) return;
    await act(async () => {
      if (code !== null) {
        await post('/api/account/contacts/confirm', { kind, code }, done);
        await kept();
        return;
      }
      const wish = { kind, value, ...(password === null ? {} : { password }) };
      try {
        const begun = await post('/api/account/contacts/begin', wish, contactBegun);
        if (begun.kept) await kept();
        else setCode('');
      } catch (error) {
        if (error instanceof Refused && error.reply.reason === 'prove-again') setPassword('');
        else throw error;
      }
    });
  }

  return (
    <form className="stack" onSubmit={event => void submit(event)} noValidate>
      <RefusalNotice
        failure={failure}
        own={{
          policy: { title: t(`contacts.bad.${kind}`), text: t(`contacts.badText.${kind}`) },
          'bad-credentials':
            code === null
              ? { title: t('account.password.wrong'), text: t('contacts.again') }
              : { title: t('signIn.wrongCode'), text: t('contacts.wrongText') },
        }}
      />
      {code === null ? (
        <>
          <TextField
            label={t(`contacts.value.${kind}`)}
            hint={t(unproven ? 'contacts.hint.forSupport' : `contacts.hint.${kind}`)}
            value={value}
            onChange={setValue}
            autoComplete={kind === 'mail' ? 'email' : 'tel'}
            inputMode={kind === 'mail' ? 'email' : 'tel'}
            capitals="none"
            spellCheck="false"
            autoFocus={autoFocus}
            isRequired
          />
          {password !== null && (
            <PasswordField
              label={t('account.password.current')}
              hint={t('contacts.again')}
              value={password}
              onChange={setPassword}
              autoComplete="current-password"
              autoFocus
            />
          )}
        </>
      ) : (
        <>
          <Notice tone="good" live>
            <p>{t(`contacts.sent.${kind}`, { value })}</p>
          </Notice>
          <TextField
            label={t('contacts.code')}
            hint={t('contacts.codeHint')}
            value={code}
            onChange={setCode}
            autoComplete="one-time-code"
            autoFocus
            inputMode="numeric"
            fixed
            isRequired
          />
        </>
      )}
      <div className="row">
        <Button type="submit" isPending={working} isDisabled={!ready}>
          {t(working ? 'working' : unproven ? 'contacts.save' : code === null ? 'contacts.send' : 'contacts.confirm')}
        </Button>
        <Button weight="quiet" onPress={cancel}>
          {cancelWords}
        </Button>
      </div>
    </form>
  );
}
