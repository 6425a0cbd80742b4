import type { Brand } from './brand.ts';

/** Number of an account, for ever; the shard key of every mail table. */
export type AccountId = Brand<number, 'AccountId'>;

/** Number of a person in the directory. */
export type PersonId = Brand<number, 'PersonId'>;

/** A mail address in its stored form: Unicode, domain in lower case, at most 254 octets (rfc/5321#4.5.3.1). */
export type Address = Brand<string, 'Address'>;

/**
 * The life of an account. `expected`: announced by HR, first day not come; `provisional`: a letter was made, activation
 * alone is open; `leaving`: active with a known last day; `suspended`: shut by the house, reversible; `closed`: past the
 * thirtieth day after the last day; `purged`: mail removed, only the address stays reserved.
 */
export const accountStates = ['expected', 'provisional', 'active', 'leaving', 'suspended', 'closed', 'purged'] as const;
export type AccountState = (typeof accountStates)[number];

/** What a person may do beyond their own mailbox. A secretary and a référent act for one school. */
export const roleNames = ['secretary', 'referent', 'support', 'analyst', 'administrator'] as const;
export type RoleName = (typeof roleNames)[number];

/** HR's kinds of staff; pupils and students are none of them (R1). */
export const populations = ['titulaire', 'stagiaire', 'atss', 'direction', 'contractuel'] as const;
export type Population = (typeof populations)[number];

/** May this account read and send mail today? */
export function opensMail(state: AccountState): boolean {
  return state === 'active' || state === 'leaving';
}

/** Does mail for this account reach its mailbox? A provisional account collects mail before its first sign-in. */
export function receivesMail(state: AccountState): boolean {
  return opensMail(state) || state === 'provisional' || state === 'suspended';
}
