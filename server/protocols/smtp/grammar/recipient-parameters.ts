import { GrammarFault } from './fault.ts';
import { readParameters, readXtext } from './parameters.ts';

/** What RCPT may ask for. rfc/3461#4.1 */
export type RecipientParameters = {
  /** When to tell the sender; absent: on failure, and perhaps on delay. An empty list: never. */
  readonly notify?: readonly Notify[];
  /** The recipient as the sender first wrote it: `rfc822;address`. */
  readonly orcpt?: string;
};
const notifyWords = ['SUCCESS', 'FAILURE', 'DELAY'] as const;
export type Notify = (typeof notifyWords)[number];

export function readRecipientParameters(text: string, offered: readonly string[]): RecipientParameters {
  const given = readParameters(text, offered);
  const notify = given.get('NOTIFY');
  const orcpt = given.get('ORCPT');
  return {
    ...(notify === undefined ? {} : { notify: readNotify(notify.toUpperCase()) }),
    ...(orcpt === undefined ? {} : { orcpt: readOriginal(orcpt) }),
  };
}

function readNotify(text: string): Notify[] {
  if (text === 'NEVER') return [];
  const words = text.split(',');
  const known = notifyWords.filter(word => words.includes(word));
  if (known.length !== words.length) throw new GrammarFault('syntax', 'Unknown value of NOTIFY');
  return known;
}

/** `type;xtext`, of which the address types rfc822 and utf-8 are the ones that come. rfc/3461#4.2, rfc/6533#3 */
function readOriginal(text: string): string {
  const [, type, address] = /^([A-Za-z0-9-]{1,32});(.+)$/.exec(text) ?? [];
  if (type === undefined) throw new GrammarFault('syntax', 'Badly encoded ORCPT');
  return `${type.toLowerCase()};${readXtext('ORCPT', address!, 500)}`;
}
