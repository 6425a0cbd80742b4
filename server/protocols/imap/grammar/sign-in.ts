import { readAstring, readAtom } from './primitives.ts';
import type { Reader } from './reader.ts';

/** rfc/9051#6.2.3 */
export type Login = {
  kind: 'login';
  user: string;
  password: string;
};

/** `initial` as it stands, in base64, `=` for an empty one. rfc/9051#6.2.2, rfc/4959 */
export type Authenticate = {
  kind: 'authenticate';
  mechanism: string;
  initial?: string;
};

export function readLogin(reader: Reader): Login {
  reader.expect(' ');
  const user = readAstring(reader);
  reader.expect(' ');
  return { kind: 'login', user, password: readAstring(reader) };
}

export function readAuthenticate(reader: Reader): Authenticate {
  reader.expect(' ');
  const mechanism = readAtom(reader).toUpperCase();
  if (!reader.skip(' ')) return { kind: 'authenticate', mechanism };
  const initial = /[A-Za-z0-9+/=]+/y;
  initial.lastIndex = reader.at;
  const found = initial.exec(reader.text) ?? reader.fail('Initial response expected');
  reader.at = initial.lastIndex;
  return { kind: 'authenticate', mechanism, initial: found[0] };
}
