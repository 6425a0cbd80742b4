import type { findReply } from '@vaguemestre/contract/support.ts';
import type * as z from 'zod/mini';
import { type Asked, Refusal } from '../frame/asked.tsx';
import { StateChip } from '../frame/chip.tsx';
import { Link } from '../frame/router.tsx';
import { useStanding } from '../frame/standing.ts';
import { useWords } from '../words/words.ts';

type Props = {
  found: Asked<z.infer<typeof findReply>>;
  /** There are words to look for. */
  asking: boolean;
  current: number | null;
  at: (id: string) => string;
};

/** As many as the server gives at once. */
const atMost = 50;

export function Results({ found, asking, current, at }: Props) {
  const { t } = useWords();
  const { mayEverywhere } = useStanding();
  if (!asking)
    return (
      <div className="split-hint stack">
        <p>{t(mayEverywhere('see') ? 'find.how' : 'find.howSchool')}</p>
        <p className="soft small">{t('find.keys')}</p>
      </div>
    );
  const people = found.answer?.people;
  return (
    <>
      <p className="found-count" role="status">
        {people === undefined
          ? found.failure === null && t('find.asking')
          : people.length >= atMost
            ? t('find.many', { count: atMost })
            : t('find.count', { count: people.length })}
      </p>
      <Refusal failure={found.failure} again={() => void found.again()} />
      <ul className="found">
        {people?.map(person => (
          <li key={person.accountId}>
            <Link
              to={at(`/${person.accountId}`)}
              className="found-row"
              current={person.accountId === current}
              data-row={String(person.accountId)}
            >
              <span className="found-name">
                {person.givenName} <strong>{person.familyName}</strong>
              </span>
              <StateChip state={person.state} />
              <span className="found-more">{person.function}</span>
              <span className="found-more fixed">{person.address}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
