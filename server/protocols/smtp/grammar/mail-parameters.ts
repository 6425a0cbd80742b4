import type { DeliverBy } from '../../../services/delivery/envelope.ts';
import { GrammarFault } from './fault.ts';
import { readNumber, readParameters, readWord, readXtext } from './parameters.ts';

/** What MAIL may ask for. Absent means not asked. */
export type MailParameters = {
  /** Octets, as announced. rfc/1870 */
  readonly size?: number;
  /** rfc/6152, rfc/3030 */
  readonly body?: '7BIT' | '8BITMIME' | 'BINARYMIME';
  /** rfc/6531 */
  readonly utf8?: true;
  /** What a failure notice gives back, and the sender's own name for the message. rfc/3461#4.3 */
  readonly ret?: 'FULL' | 'HDRS';
  readonly envid?: string;
  /** TLS all the way or not at all. rfc/8689 */
  readonly requireTls?: true;
  /** Seconds, or the instant itself. rfc/4865 */
  readonly holdFor?: number;
  readonly holdUntil?: Date;
  /** -9 to 9. rfc/6710 */
  readonly priority?: number;
  /** rfc/2852 */
  readonly by?: DeliverBy;
};

/** @param offered the parameters this door's greeting named */
export function readMailParameters(text: string, offered: readonly string[]): MailParameters {
  const given = readParameters(text, offered);
  const value = (key: string): string | undefined => given.get(key);
  const [size, body, ret, envid] = ['SIZE', 'BODY', 'RET', 'ENVID'].map(value);
  const [holdFor, holdUntil, priority, by] = ['HOLDFOR', 'HOLDUNTIL', 'MT-PRIORITY', 'BY'].map(value);
  return {
    ...(size === undefined ? {} : { size: readNumber('SIZE', size, 20) }),
    ...(body === undefined ? {} : { body: readWord('BODY', body, ['7BIT', '8BITMIME', 'BINARYMIME']) }),
    ...(given.has('SMTPUTF8') ? { utf8: true } : {}),
    ...(ret === undefined ? {} : { ret: readWord('RET', ret, ['FULL', 'HDRS']) }),
    ...(envid === undefined ? {} : { envid: readXtext('ENVID', envid, 100) }),
    ...(given.has('REQUIRETLS') ? { requireTls: true } : {}),
    ...(holdFor === undefined ? {} : { holdFor: readNumber('HOLDFOR', holdFor, 9) }),
    ...(holdUntil === undefined ? {} : { holdUntil: readInstant(holdUntil) }),
    ...(priority === undefined ? {} : { priority: readPriority(priority) }),
    ...(by === undefined ? {} : { by: readDeliverBy(by) }),
  };
}

/** rfc/3339, with the zone it must have. */
function readInstant(text: string): Date {
  const instant = new Date(text);
  const wellFormed = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i.test(text);
  if (!wellFormed || Number.isNaN(instant.getTime())) throw new GrammarFault('syntax', 'Not a date: HOLDUNTIL');
  return instant;
}

/** `120;R`, `-10;NT`: a time that has passed can still ask for notices, and can return nothing. rfc/2852#4 */
function readDeliverBy(text: string): DeliverBy {
  const [, time, mode, trace] = /^([+-]?\d{1,9});([NR])(T?)$/i.exec(text) ?? [];
  if (time === undefined) throw new GrammarFault('syntax', 'Not a time and a mode: BY');
  const seconds = Number(time);
  const returns = mode!.toUpperCase() === 'R';
  if (returns && seconds <= 0) throw new GrammarFault('syntax', 'BY has passed already');
  return { seconds, mode: returns ? 'return' : 'notify', trace: trace !== '' };
}

function readPriority(text: string): number {
  if (!/^-?\d$/.test(text)) throw new GrammarFault('syntax', 'Not a priority from -9 to 9: MT-PRIORITY');
  return Number(text);
}
