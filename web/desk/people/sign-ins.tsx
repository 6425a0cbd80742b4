import type { EventReply } from '@vaguemestre/contract/account.ts';
import { clientName } from '../../portal/account/client-name.ts';
import { useTimes } from '../frame/times.ts';
import { fr } from '../words/fr.ts';
import { useWords } from '../words/words.ts';
import { clientsOf } from './clients.ts';

/** Lines shown before the others are asked for. */
const first = 8;

/** What happened to the account lately, and the programs it is read with. */
export function SignIns({ events }: { events: readonly EventReply[] }) {
  const { t } = useWords();
  const { moment } = useTimes();
  const clients = clientsOf(events);
  const what = (kind: string) => (kind in fr.events ? t(`events.${kind as keyof typeof fr.events}`) : kind);
  const through = (door: string) => (door in fr.doors ? t(`doors.${door as keyof typeof fr.doors}`) : door);
  const line = ({ at, kind, door, network, client }: EventReply) => {
    const name = client === null ? null : clientName(client);
    const more = [door === null ? null : through(door), name, network].filter(each => each !== null);
    return (
      <li className="line" key={`${at}${kind}${door}`}>
        <span className="line-text">
          {what(kind)}
          {more.length > 0 && <span className="line-more">{more.join(' · ')}</span>}
        </span>
        <time className="soft small" dateTime={at}>
          {moment(at)}
        </time>
      </li>
    );
  };
  return (
    <>
      <section className="stack stack-tight" aria-labelledby="clients">
        <h2 id="clients">{t('clients.title')}</h2>
        {clients.length === 0 ? (
          <p className="soft">{t('clients.none')}</p>
        ) : (
          <ul className="lines">
            {clients.map(({ door, client, lastAt }) => (
              <li className="line" key={`${door}${client}`}>
                <span>
                  {through(door)}
                  {client !== null && <span className="soft"> · {client}</span>}
                </span>
                <span className="soft small">{t('clients.last', { at: moment(lastAt) })}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className="stack stack-tight" aria-labelledby="signins">
        <h2 id="signins">{t('signIns.title')}</h2>
        {events.length === 0 ? (
          <p className="soft">{t('signIns.none')}</p>
        ) : (
          <ul className="lines">{events.slice(0, first).map(line)}</ul>
        )}
        {events.length > first && (
          <details>
            <summary className="linklike">{t('signIns.more', { count: events.length - first })}</summary>
            <ul className="lines">{events.slice(first).map(line)}</ul>
          </details>
        )}
      </section>
    </>
  );
}
