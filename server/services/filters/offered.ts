/**
 * What scripts may require in this house. Events of IMAP sessions (imapsieve) are understood by the interpreter and
 * offered once the house raises them.
 */
import { type Capability, capabilities } from '../../formats/sieve/capabilities.ts';
import { usualLimits } from '../../formats/sieve/limits.ts';

const notYet: readonly Capability[] = ['imapsieve'];

export const offeredCapabilities: readonly Capability[] = capabilities.filter(one => !notYet.includes(one));

export const scriptLimits = usualLimits;

/** Scripts of one account, and octets of all of them. */
export const mostScripts = 100;
export const mostScriptBytes = 2 * 2 ** 20;
