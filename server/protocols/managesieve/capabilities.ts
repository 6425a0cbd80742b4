import { offeredCapabilities, scriptLimits } from '../../services/filters/offered.ts';
import { scramOffered } from '../wire/scram.ts';
import { mechanismsOf } from './commands/authenticate.ts';
import type { Session } from './session.ts';
import { writeString } from './write.ts';

/** What this session may do now. Passwords and tokens are only taken under TLS. rfc/5804#1.7 */
export function capabilityLines({ connection, actor, house }: Session): string {
  const secured = connection.tls !== undefined;
  const mechanisms = [...mechanismsOf(house).map(({ name }) => name), ...scramOffered(house, connection)];
  const listed: [string, string?][] = [
    ['IMPLEMENTATION', 'Vaguemestre'],
    ['SASL', secured && actor === null ? mechanisms.join(' ') : ''],
    ['SIEVE', offeredCapabilities.join(' ')],
    ['NOTIFY', 'mailto'],
    ['MAXREDIRECTS', String(scriptLimits.redirects)],
    ...(secured ? [] : ([['STARTTLS']] as [string][])),
    ['LANGUAGE', 'fr'],
    ...(actor === null ? [] : ([['OWNER', actor.address]] as [string, string][])),
    ['UNAUTHENTICATE'],
    ['VERSION', '1.0'],
  ];
  return listed
    .map(([name, value]) => `${writeString(name)}${value === undefined ? '' : ` ${writeString(value)}`}\r\n`)
    .join('');
}
