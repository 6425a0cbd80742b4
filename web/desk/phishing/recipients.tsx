import type { RecipientEntry } from '@vaguemestre/contract/phishing.ts';
import { useWords } from './words.ts';

type Props = {
  recipients: readonly RecipientEntry[];
  /** Those of whom a new password will be asked. */
  chosen: ReadonlySet<number>;
  choose: (chosen: ReadonlySet<number>) => void;
};

/** Who got it and what they did: those who acted first. */
export function Recipients({ recipients, chosen, choose }: Props) {
  const { t } = useWords();
  function turn(accountId: number): void {
    const next = new Set(chosen);
    if (!next.delete(accountId)) next.add(accountId);
    choose(next);
  }
  return (
    <section className="stack">
      <h2>{t('people')}</h2>
      <p className="soft">{t('peopleCount', { count: recipients.length })}</p>
      {recipients.length > 0 && (
        <table className="phishing-table">
          <thead>
            <tr>
              <th scope="col">{t('person')}</th>
              <th scope="col">{t('did')}</th>
            </tr>
          </thead>
          <tbody>
            {recipients.map(each => {
              const address = each.address ?? String(each.accountId);
              return (
                <tr key={each.accountId}>
                  <td>
                    <label className="phishing-tick">
                      <input
                        type="checkbox"
                        aria-label={t('ask', { address })}
                        checked={chosen.has(each.accountId)}
                        onChange={() => turn(each.accountId)}
                      />
                      <span className="fixed">{address}</span>
                    </label>
                  </td>
                  <td>
                    <Did recipient={each} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Did({ recipient }: { recipient: RecipientEntry }) {
  const { t } = useWords();
  const { answered, followed, opened, reported, warned, present } = recipient;
  return (
    <span className="row row-tight">
      {answered && <span className="chip chip-bad">{t('answered')}</span>}
      {followed && <span className="chip chip-bad">{t('followed')}</span>}
      {opened && !answered && !followed && <span className="chip chip-warn">{t('opened')}</span>}
      {reported && <span className="chip chip-good">{t('reportedIt')}</span>}
      {warned && <span className="chip">{t('warned')}</span>}
      {present && <span className="chip">{t('present')}</span>}
      {!answered && !followed && !opened && !reported && !present && <span className="soft">{t('untouched')}</span>}
    </span>
  );
}
