import type { identity } from '@vaguemestre/contract/support.ts';
import type * as z from 'zod/mini';

export type Identity = z.infer<typeof identity>;

/** How the identity of somebody at the desk can be checked, as they are offered. */
export const identities: readonly Identity[] = [
  'identity-card',
  'passport',
  'residence-permit',
  'professional-card',
  'known',
];
