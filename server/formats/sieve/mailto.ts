/** The one way of notifying that is offered: a mail. rfc/5436#2, rfc/2368 */

export type Mailto = {
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string | null;
  readonly body: string | null;
};

/** What a mailto: address asks for, or null if it is none. Header fields that are not safe are passed over. rfc/5436#2.7 */
export function readMailto(uri: string): Mailto | null {
  const [, path, query] = /^mailto:([^?]*)(?:\?(.*))?$/is.exec(uri) ?? [];
  if (path === undefined) return null;
  const to = addresses(path);
  const cc: string[] = [];
  let subject: string | null = null;
  let body: string | null = null;
  for (const pair of (query ?? '').split('&')) {
    const equals = pair.indexOf('=');
    if (equals < 0) continue;
    const [name, value] = [percentDecoded(pair.slice(0, equals)).toLowerCase(), pair.slice(equals + 1)];
    if (name === 'to') to.push(...addresses(value));
    else if (name === 'cc') cc.push(...addresses(value));
    else if (name === 'subject') subject = percentDecoded(value).replace(/[\r\n]+/g, ' ');
    else if (name === 'body') body = percentDecoded(value);
  }
  return to.length + cc.length > 0 ? { to, cc, subject, body } : null;
}

export function isMailto(uri: string): boolean {
  return readMailto(uri) !== null;
}

function addresses(text: string): string[] {
  return text
    .split(',')
    .map(one => percentDecoded(one).trim())
    .filter(one => /^[^\s<>()",;:\\]+@[^\s<>()",;:\\@]+$/.test(one));
}

function percentDecoded(text: string): string {
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  const plain = bytes.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1').toString('utf8');
}
