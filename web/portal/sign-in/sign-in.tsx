import { startAuthentication } from '@simplewebauthn/browser';
import { passkeyAnswer, webauthnJson } from '@vaguemestre/contract/passkey.ts';
import { signInReply } from '@vaguemestre/contract/session.ts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/button.tsx';
import { Heading } from '../../design/heading.tsx';
import { TextField } from '../../design/text-field.tsx';
import { post } from '../../request.ts';
import { Channels } from '../help/channels.tsx';
import { NeverAsked } from '../help/never-asked.tsx';
import { useHouse } from '../house.tsx';
import { Link } from '../navigation.tsx';
import { PasswordField } from '../password/password-field.tsx';
import { RefusalNotice, useAct } from '../refusal-notice.tsx';
import { useGoOn } from './go-on.ts';
import { ProviderDoor, ProviderRefusal } from './provider-door.tsx';

type AuthenticationOptions = Parameters<typeof startAuthentication>[0]['optionsJSON'];

export default function SignIn() {
  const { t } = useTranslation();
  const { domain } = useHouse();
  const goOn = useGoOn();
  const [identifier, setIdentifier] = useState('');
  const [password, setPassword] = useState('');
  /** Null until the server asks for one. */
  const [code, setCode] = useState<string | null>(null);
  const { failure, working, act } = useAct();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (identifier.trim() === '' || password === '' || code === '') return;
    await act(async () => {
      const given = code === null ? { identifier, password } : { identifier, password, code };
      const { outcome } = await post('/api/session', given, signInReply);
      if (outcome === 'second-factor') {
        setCode('');
        return;
      }
      await goOn();
    });
  }

  async function byPasskey(): Promise<void> {
    await act(async () => {
      const asked = await post('/api/session/passkey/begin', {}, webauthnJson);
      const response = await startAuthentication({ optionsJSON: asked as unknown as AuthenticationOptions });
      await post('/api/session/passkey', passkeyAnswer.parse({ response }), signInReply);
      await goOn();
    });
  }

  const wrong = code === null ? 'signIn.wrong' : 'signIn.wrongCode';
  return (
    <div className="page-narrow stack home">
      <form className="card stack stack-wide" onSubmit={event => void submit(event)} noValidate>
        {code === null ? (
          <>
            <Heading>{t('signIn.title')}</Heading>
            {failure === null && <ProviderRefusal />}
            <RefusalNotice
              failure={failure}
              own={{ 'bad-credentials': { title: t(wrong), text: t('signIn.wrongText') } }}
              otherwise={t('signIn.passkeyFailed')}
            />
            <TextField
              label={t('signIn.identifier')}
              hint={t('proof.identifierHint', { domain })}
              value={identifier}
              onChange={setIdentifier}
              autoComplete="username"
              inputMode="email"
              capitals="none"
              spellCheck="false"
              isRequired
            />
            <PasswordField
              label={t('signIn.password')}
              value={password}
              onChange={setPassword}
              autoComplete="current-password"
            />
          </>
        ) : (
          <>
            <Heading key="code">{t('signIn.code')}</Heading>
            <RefusalNotice
              failure={failure}
              own={{ 'bad-credentials': { title: t(wrong), text: t('signIn.codeHint') } }}
            />
            <TextField
              label={t('signIn.codeLabel')}
              hint={t('signIn.codeHint')}
              value={code}
              onChange={setCode}
              autoComplete="one-time-code"
              capitals="none"
              fixed
              isRequired
            />
          </>
        )}
        <div className="row">
          <Button type="submit" isPending={working}>
            {t(working ? 'working' : 'signIn.act')}
          </Button>
          <Link to="/oubli">{t('signIn.forgotten')}</Link>
        </div>
        {code === null && (
          <div className="otherwise stack stack-tight">
            <p className="small soft">{t('signIn.otherwise')}</p>
            <div className="row">
              <Button weight="quiet" onPress={() => void byPasskey()}>
                {t('signIn.passkey')}
              </Button>
              <ProviderDoor />
            </div>
          </div>
        )}
        <p className="small soft">
          {t('signIn.first')} <Link to="/activation">{t('home.first.act')}</Link>
        </p>
      </form>
      <NeverAsked />
      <Channels />
    </div>
  );
}
