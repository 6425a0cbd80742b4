/**
 * Short texts through the operator's gateway: a form with `to` and `text`, and a bearer token where the gateway has one.
 * What the gateway answers beyond its status is not read.
 */
import type { Https } from './https.ts';

/** @returns a function that throws where the gateway does not take the text */
export function createSmsGateway(
  https: Https,
  { uri, token }: { readonly uri: string; readonly token: string | null },
): (number: string, text: string) => Promise<void> {
  return async (number, text) => {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    };
    const body = new URLSearchParams({ to: number, text }).toString();
    const { status } = await https({ uri, method: 'POST', headers, body });
    if (status < 200 || status > 299) throw new Error(`the gateway answered ${status}`);
  };
}
