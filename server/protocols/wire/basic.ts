/** The user and the password of an `Authorization: Basic`; null where the header is none. rfc/7617#2 */
export function readBasic(header: string | undefined): { user: string; password: string } | null {
  const [, encoded] = /^basic +([A-Za-z0-9+/]{1,4096}={0,2})$/i.exec(header ?? '') ?? [];
  if (encoded === undefined) return null;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon < 1 ? null : { user: pair.slice(0, colon), password: pair.slice(colon + 1) };
}
