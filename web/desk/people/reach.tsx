import type { CardReply } from '@vaguemestre/contract/desk.ts';
import { useWords } from '../words/words.ts';

/** Where the person can be called back, to be sure of who is asking. */
export function Reach({ contacts }: { contacts: NonNullable<CardReply['contacts']> }) {
  const { t } = useWords();
  return (
    <section className="stack stack-tight" aria-labelledby="reach">
      <h2 id="reach">{t('reach.title')}</h2>
      {contacts.length === 0 ? (
        <p className="soft">{t('reach.none')}</p>
      ) : (
        <>
          <dl className="pairs">
            {contacts.map(({ kind, value, proven }) => (
              <div key={kind}>
                <dt>{t(`reach.${kind}`)}</dt>
                <dd>
                  <span className="fixed">{kind === 'phone' ? phoneText(value) : value}</span>
                  <span className="line-more">{t(proven ? 'reach.proven' : 'reach.unproven')}</span>
                </dd>
              </div>
            ))}
          </dl>
          <p className="small soft">{t('reach.explain')}</p>
        </>
      )}
    </section>
  );
}

/** `+33612345678` as French people read it; other countries in groups of three. */
function phoneText(number: string): string {
  const french = /^\+33(\d)(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(number);
  if (french !== null) return `0${french[1]} ${french.slice(2).join(' ')}`;
  return number.replace(/(\d{3})(?=\d)/g, '$1 ');
}
