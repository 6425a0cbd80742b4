/** What is gathered while a script is compiled. */
import type { Capability } from './capabilities.ts';
import { SourceError } from './faults.ts';
import type { Context } from './shape.ts';

export type Compiling = {
  readonly context: Context;
  readonly faults: SourceError[];
  readonly warnings: SourceError[];
  readonly required: Map<Capability, number>;
  readonly used: Set<Capability>;
  readonly ihave: () => boolean;
  /** Extensions the command being compiled uses without the script having asked: `ihave` may switch them on. */
  late: Set<Capability>;
};

/** At most this many faults, and as many remarks, are told: who reads them mends the first ones first. */
export const maxFaults = 20;

/** Notes a fault, so that the rest is read too. Anything else is thrown on. */
export function note(compiling: Compiling, error: unknown): void {
  if (!(error instanceof SourceError)) throw error;
  if (compiling.faults.length < maxFaults) compiling.faults.push(error);
}
