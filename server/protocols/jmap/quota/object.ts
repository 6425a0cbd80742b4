/** The one quota of an account: octets of mail. rfc/9425#4 */
export const quotaProperties = [
  'id',
  'resourceType',
  'used',
  'hardLimit',
  'warnLimit',
  'softLimit',
  'scope',
  'name',
  'description',
  'types',
] as const;

export const quotaId = 'octets';
/** From that share on people are told. */
const warned = 0.9;

export function describeQuota({ usedBytes, allowedBytes }: { usedBytes: number; allowedBytes: number }) {
  return {
    id: quotaId,
    resourceType: 'octets',
    used: usedBytes,
    hardLimit: allowedBytes,
    warnLimit: Math.floor(allowedBytes * warned),
    softLimit: null,
    scope: 'account',
    name: 'Boîte aux lettres',
    description: null,
    types: ['Mail'],
  };
}
