/** The person's own account: what is due, and what they can see and change. */
import { type AccountReply, accountReply } from '@vaguemestre/contract/account.ts';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Heading } from '../../design/heading.tsx';
import { Channels } from '../help/channels.tsx';
import { NeverAsked } from '../help/never-asked.tsx';
import { goTo } from '../navigation.tsx';
import { RefusalNotice } from '../refusal-notice.tsx';
import { get, Refused } from '../request.ts';
import { useSession } from '../session.tsx';
import { DevicesCard } from './devices-card.tsx';
import { Due } from './due.tsx';
import { JournalCard } from './journal-card.tsx';
import { PasskeysCard } from './passkeys-card.tsx';
import { PasswordCard } from './password-card.tsx';
import { SecondFactorCard } from './second-factor-card.tsx';
import { SessionsCard } from './sessions-card.tsx';

export default function Account() {
  const { t } = useTranslation();
  const { refresh } = useSession();
  const [account, setAccount] = useState<AccountReply | null>(null);
  const [failure, setFailure] = useState<Error | null>(null);

  const read = useCallback(async () => {
    try {
      setAccount(await get('/api/account', accountReply));
    } catch (error) {
      if (error instanceof Refused && error.reply.reason === 'not-signed-in') {
        await refresh();
        goTo('/connexion');
      } else setFailure(error as Error);
    }
  }, [refresh]);
  // Once: what a card changes makes it read again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new session context must not read the account again
  useEffect(() => void read(), []);

  if (account === null) return <RefusalNotice failure={failure} own={{}} />;
  const cards = { account, changed: read };
  return (
    <div className="stack home">
      <div className="hero">
        <Heading>
          {account.givenName} {account.familyName}
        </Heading>
        <p className="lead">
          {account.function}
          <br />
          <span className="fixed">{account.address}</span>
        </p>
        {account.aliases.length > 0 && (
          <p className="small soft">{t('account.aliases', { aliases: account.aliases.join(', ') })}</p>
        )}
      </div>
      <Due {...cards} />
      <div className="cards">
        <div className="stack stack-wide">
          <PasswordCard {...cards} />
          <DevicesCard {...cards} />
        </div>
        <div className="stack stack-wide">
          <PasskeysCard {...cards} />
          <SecondFactorCard {...cards} />
          <SessionsCard {...cards} />
        </div>
      </div>
      <JournalCard {...cards} />
      <NeverAsked />
      <Channels />
    </div>
  );
}

/** What every card of the account takes. */
export type CardProps = { account: AccountReply; changed: () => Promise<void> };
