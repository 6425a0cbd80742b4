/** The envelope of a submission: addresses with the parameters SMTP gives them. rfc/8621#7, rfc/4865, rfc/3461 */
import type { NoticeWishes, Wishes } from '../../../services/delivery/envelope.ts';
import type { Envelope } from '../../../services/sending/send.ts';
import { mailLimits } from '../capabilities.ts';
import { InvalidArgument, listOf, mapOf, nullable, plainObject, text } from '../read.ts';

type Parameters = ReadonlyMap<string, string | null>;

export type ReadEnvelope = { readonly envelope: Envelope; readonly wishes: Wishes; readonly notices: NoticeWishes[] };

/** @throws InvalidArgument */
export function readEnvelope(value: unknown, now: Date): ReadEnvelope {
  const given = plainObject(value, 'envelope');
  const from = readAddress(given.mailFrom, 'envelope/mailFrom');
  const to = listOf(readAddress)(given.rcptTo, 'envelope/rcptTo');
  return {
    envelope: { mailFrom: written(from), rcptTo: to.map(written) },
    wishes: readWishes(from.parameters, now),
    notices: to.map(({ parameters }, index) => readNotice(parameters, `envelope/rcptTo/${index}/parameters`)),
  };
}

function readAddress(value: unknown, path: string): { email: string; parameters: Parameters } {
  const given = plainObject(value, path);
  const email = text(given.email, `${path}/email`);
  if (/[\x00-\x20\x7f<>]/.test(email)) throw new InvalidArgument(`${path}/email`, 'is no address');
  const parameters = nullable(mapOf(text, nullable(text)))(given.parameters, `${path}/parameters`) ?? new Map();
  return { email, parameters: new Map([...parameters].map(([name, one]) => [name.toUpperCase(), one])) };
}

function written({ email, parameters }: { email: string; parameters: Parameters }) {
  return { email, parameters: parameters.size === 0 ? null : Object.fromEntries(parameters) };
}

const mailPath = 'envelope/mailFrom/parameters';

function readWishes(parameters: Parameters, now: Date): Wishes {
  const wishes: { -readonly [Name in keyof Wishes]: Wishes[Name] } = {};
  for (const [name, value] of parameters) {
    const path = `${mailPath}/${name}`;
    switch (name) {
      case 'HOLDFOR':
        wishes.holdFor = seconds(value, path);
        break;
      case 'HOLDUNTIL':
        wishes.holdUntil = until(value, now, path);
        break;
      case 'RET':
        wishes.ret = among(value, ['FULL', 'HDRS'], path);
        break;
      case 'ENVID':
        wishes.envid = decodeXtext(value, path);
        break;
      case 'BODY':
        wishes.body = among(value, ['7BIT', '8BITMIME'], path);
        break;
      case 'SMTPUTF8':
        wishes.utf8 = true;
        break;
      case 'SIZE':
        break;
      default:
        throw new InvalidArgument(path, 'is not known here');
    }
  }
  if (wishes.holdFor !== undefined && wishes.holdUntil !== undefined)
    throw new InvalidArgument(mailPath, 'holds twice');
  return wishes;
}

function readNotice(parameters: Parameters, path: string): NoticeWishes {
  const wishes: { -readonly [Name in keyof NoticeWishes]: NoticeWishes[Name] } = {};
  for (const [name, value] of parameters) {
    if (name === 'NOTIFY') {
      const words = (value ?? '')
        .toUpperCase()
        .split(',')
        .map(word => among(word, ['NEVER', 'SUCCESS', 'FAILURE', 'DELAY'], path));
      if (words.includes('NEVER') && words.length > 1)
        throw new InvalidArgument(`${path}/NOTIFY`, 'says never and else');
      Object.assign(wishes, { notify: words });
    } else if (name === 'ORCPT') Object.assign(wishes, { orcpt: text(value, `${path}/ORCPT`) });
    else throw new InvalidArgument(`${path}/${name}`, 'is not known here');
  }
  return wishes;
}

function seconds(value: string | null, path: string): number {
  const read = /^\d{1,9}$/.test(value ?? '') ? Number(value) : Number.NaN;
  if (!(read <= mailLimits.maxDelayedSend)) throw new InvalidArgument(path, 'is no delay this server keeps');
  return read;
}

function until(value: string | null, now: Date, path: string): Date {
  const read = new Date(value ?? '');
  const latest = now.getTime() + mailLimits.maxDelayedSend * 1000;
  if (Number.isNaN(read.getTime()) || read.getTime() > latest)
    throw new InvalidArgument(path, 'is no instant this server waits for');
  return read;
}

function among<const Word extends string>(value: string | null, words: readonly Word[], path: string): Word {
  const word = value?.toUpperCase() as Word;
  if (!words.includes(word)) throw new InvalidArgument(path, `must be one of ${words.join(', ')}`);
  return word;
}

function decodeXtext(value: string | null, path: string): string {
  const given = text(value, path);
  if (!/^[!-~]{1,100}$/.test(given)) throw new InvalidArgument(path, 'is no envelope id');
  return given.replace(/\+([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
