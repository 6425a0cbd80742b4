/**
 * The command line: `vaguemestre init` prepares a house, `vaguemestre start` runs it. Each command reads its words,
 * opens what it needs, and closes it in reverse.
 */
import { AdministratorError } from './cli/administrator-error.ts';
import { init } from './cli/init.ts';
import { start } from './cli/start.ts';
import { BadConfiguration } from './config/read.ts';
import { ListenError } from './protocols/wire/listen-error.ts';
import { EmbeddedFailure } from './store/embedded/failure.ts';

const usage = `vaguemestre init  [--config FICHIER] [--set nom=valeur]…   prépare une maison / prepares a house
vaguemestre start [--config FICHIER] [--set nom=valeur]…   la fait fonctionner / runs it

Sans --config : ./vaguemestre.conf / Without --config: ./vaguemestre.conf
`;

const commands: Record<string, (words: string[]) => Promise<void>> = { init, start };

const [name = '', ...words] = process.argv.slice(2);
const command = commands[name];
if (command === undefined) {
  process.stderr.write(usage);
  process.exitCode = name === '' || name === '--help' ? 0 : 2;
} else {
  await command(words).catch(tell);
}

/** What the administrator can mend is told in a sentence; anything else is a bug, with its stack. */
function tell(error: unknown): void {
  process.exitCode = 1;
  if (error instanceof BadConfiguration) {
    for (const fault of error.faults) process.stderr.write(`${fault.fr}\n  ${fault.en}\n`);
  } else if (error instanceof AdministratorError) process.stderr.write(`${error.fr}\n  ${error.message}\n`);
  else if (error instanceof ListenError || error instanceof EmbeddedFailure) process.stderr.write(`${error.message}\n`);
  else throw error;
}
