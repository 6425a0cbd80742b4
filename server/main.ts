/**
 * The command line: `vaguemestre init` prepares a house, `vaguemestre start` runs it. Each command reads its words,
 * opens what it needs, and closes it in reverse.
 */
import { dns } from './cli/dns.ts';
import { init } from './cli/init.ts';
import { leaked } from './cli/leaked.ts';
import { queue } from './cli/queue.ts';
import { start } from './cli/start.ts';
import { tell } from './cli/tell.ts';
import { trace } from './cli/trace.ts';

const usage = `vaguemestre init  [--config FICHIER] [--set nom=valeur]…   prépare une maison / prepares a house
vaguemestre start [--config FICHIER] [--set nom=valeur]…   la fait fonctionner / runs it
vaguemestre queue …          la file d’attente / the queue
vaguemestre trace REPÈRE     le parcours d’un message / the journey of a message
vaguemestre dns [--check]    les enregistrements du domaine / the records of the domain
vaguemestre leaked SOURCE LISTE [FOIS]  la liste des mots de passe qui ont fui / the list of leaked passwords

Sans --config : ./vaguemestre.conf / Without --config: ./vaguemestre.conf
`;

const commands: Record<string, (words: string[]) => Promise<void>> = { init, start, queue, trace, dns, leaked };

const [name = '', ...words] = process.argv.slice(2);
const command = commands[name];
if (command === undefined) {
  process.stderr.write(usage);
  process.exitCode = name === '' || name === '--help' ? 0 : 2;
} else {
  await command(words).catch(tell);
}
