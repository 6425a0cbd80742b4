/** A second factor that the house demands and that is due: nothing else opens before it. */
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/button.tsx';
import { Heading } from '../../design/heading.tsx';
import { PasskeysCard } from '../account/passkeys-card.tsx';
import { SecondFactorCard } from '../account/second-factor-card.tsx';
import { useAccount } from '../account/use-account.ts';
import { Channels } from '../help/channels.tsx';
import { NeverAsked } from '../help/never-asked.tsx';
import { RefusalNotice } from '../refusal-notice.tsx';
import { useGoOn } from '../sign-in/go-on.ts';

export default function Enrolment() {
  const { t } = useTranslation();
  const goOn = useGoOn();
  const { account, failure, read } = useAccount();
  if (account === null) return <RefusalNotice failure={failure} own={{}} />;
  const ready = account.secondFactor || account.passkeys.length > 0;
  const cards = { account, changed: read };
  return (
    <div className="stack home">
      <div className="hero">
        <Heading>{t('enrolment.title')}</Heading>
        <p className="lead">{t('enrolment.lead')}</p>
      </div>
      <div className="cards">
        <PasskeysCard {...cards} />
        <SecondFactorCard {...cards} />
      </div>
      {ready && (
        <div>
          <Button onPress={() => void goOn()}>{t('enrolment.done')}</Button>
        </div>
      )}
      <NeverAsked />
      <Channels />
    </div>
  );
}
