/** What scripts may require in this house: all that is understood. */
import { type Capability, capabilities } from '../../formats/sieve/capabilities.ts';
import { usualLimits } from '../../formats/sieve/limits.ts';

export const offeredCapabilities: readonly Capability[] = capabilities;

export const scriptLimits = usualLimits;

/** Scripts of one account, and octets of all of them. */
export const mostScripts = 100;
export const mostScriptBytes = 2 * 2 ** 20;
