/** The client's side of SCRAM, for tests. rfc/5802#3 */
import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';

export type ScramClient = {
  readonly first: string;
  /** @param serverFirst as it came @returns client-final-message */
  final(serverFirst: string): string;
  /** What the server must say in the end; known once `final` was made. */
  serverFinal(): string;
};

/** @param binding with it, the bound mechanism is spoken @param flag what the client says of binding where it has none */
export function scramClient(
  user: string,
  password: string,
  { binding, flag = 'n', nonce = 'fyko+d2lbbFgONRv9qkxdawL' }: { binding?: Buffer; flag?: string; nonce?: string } = {},
): ScramClient {
  const gs2 = `${binding === undefined ? flag : 'p=tls-exporter'},,`;
  const bare = `n=${user.replaceAll('=', '=3D').replaceAll(',', '=2C')},r=${nonce}`;
  let expected = '';
  return {
    first: `${gs2}${bare}`,
    final(serverFirst) {
      const [, whole = '', salt = '', iterations] = /^r=([^,]+),s=([^,]+),i=(\d+)$/.exec(serverFirst) ?? [];
      const salted = pbkdf2Sync(password, Buffer.from(salt, 'base64'), Number(iterations), 32, 'sha256');
      const clientKey = mac(salted, 'Client Key');
      const channel = Buffer.concat([Buffer.from(gs2), binding ?? Buffer.alloc(0)]).toString('base64');
      const withoutProof = `c=${channel},r=${whole}`;
      const authMessage = `${bare},${serverFirst},${withoutProof}`;
      const signature = mac(createHash('sha256').update(clientKey).digest(), authMessage);
      expected = `v=${mac(mac(salted, 'Server Key'), authMessage).toString('base64')}`;
      const proof = Buffer.from(clientKey.map((octet, at) => octet ^ signature[at]!));
      return `${withoutProof},p=${proof.toString('base64')}`;
    },
    serverFinal: () => expected,
  };
}

const mac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
