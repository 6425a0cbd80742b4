import { BadConfiguration } from '../config/read.ts';
import { ListenError } from '../protocols/wire/listen-error.ts';
import { DatabaseUnavailable } from '../store/database.ts';
import { EmbeddedFailure } from '../store/embedded/failure.ts';
import { DatabaseTooNew } from '../store/migrate.ts';
import { AdministratorError } from './administrator-error.ts';

/** Ends a command that failed: what the administrator can mend in a sentence, anything else as the bug it is. */
export function tell(error: unknown): void {
  process.exitCode = 1;
  if (error instanceof BadConfiguration) {
    for (const fault of error.faults) process.stderr.write(`${fault.fr}\n  ${fault.en}\n`);
  } else if (error instanceof AdministratorError) process.stderr.write(`${error.fr}\n  ${error.message}\n`);
  else if (isPlain(error)) process.stderr.write(`${error.message}\n`);
  else throw error;
}

/** Errors whose message is a sentence already. */
function isPlain(error: unknown): error is Error {
  return [ListenError, EmbeddedFailure, DatabaseTooNew, DatabaseUnavailable].some(kind => error instanceof kind);
}
