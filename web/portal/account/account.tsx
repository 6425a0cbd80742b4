/** The person's own account: what is due, and what they can see and change. */
import type { AccountReply } from '@vaguemestre/contract/account.ts';
import { useTranslation } from 'react-i18next';
import { Heading } from '../../design/heading.tsx';
import { Channels } from '../help/channels.tsx';
import { NeverAsked } from '../help/never-asked.tsx';
import { useAnchor } from '../navigation.tsx';
import { RefusalNotice } from '../refusal-notice.tsx';
import { ContactsCard } from './contacts-card.tsx';
import { DevicesCard } from './devices-card.tsx';
import { Due } from './due.tsx';
import { JournalCard } from './journal-card.tsx';
import { PasskeysCard } from './passkeys-card.tsx';
import { PasswordCard } from './password-card.tsx';
import { SecondFactorCard } from './second-factor-card.tsx';
import { SessionsCard } from './sessions-card.tsx';
import { useAccount } from './use-account.ts';

export default function Account() {
  const { account, failure, read } = useAccount();
  if (account === null) return <RefusalNotice failure={failure} own={{}} />;
  return <OwnAccount account={account} changed={read} />;
}

function OwnAccount(cards: CardProps) {
  const { t } = useTranslation();
  const { account } = cards;
  useAnchor();
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
          <ContactsCard {...cards} />
          <DevicesCard {...cards} />
        </div>
        <div className="stack stack-wide">
          <PasskeysCard {...cards} />
          <SecondFactorCard {...cards} />
          <SessionsCard {...cards} />
        </div>
      </div>
      <JournalCard account={account} />
      <NeverAsked />
      <Channels />
    </div>
  );
}

/** What every card of the account takes. */
export type CardProps = { account: AccountReply; changed: () => Promise<void> };
