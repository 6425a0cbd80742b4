/**
 * The command line: `vaguemestre init` prepares a house, `vaguemestre start` runs it. Each command reads its words,
 * opens what it needs, and closes it in reverse.
 */

import { application } from './cli/application.ts';
import { archives } from './cli/archives.ts';
import { day } from './cli/day.ts';
import { dns } from './cli/dns.ts';
import { feed } from './cli/feed.ts';
import { sieve } from './cli/house-script.ts';
import { init } from './cli/init.ts';
import { journal } from './cli/journal.ts';
import { leaked } from './cli/leaked.ts';
import { letters } from './cli/letters.ts';
import { lists } from './cli/lists.ts';
import { package_ } from './cli/package.ts';
import { person } from './cli/person.ts';
import { post } from './cli/post.ts';
import { queue } from './cli/queue.ts';
import { quota } from './cli/quota.ts';
import { role } from './cli/role.ts';
import { scim } from './cli/scim.ts';
import { signature } from './cli/signature.ts';
import { start } from './cli/start.ts';
import { tell } from './cli/tell.ts';
import { trace } from './cli/trace.ts';

const usage = `vaguemestre init  [--config FICHIER] [--set nom=valeur]…   prépare une maison / prepares a house
vaguemestre start [--config FICHIER] [--set nom=valeur]…   la fait fonctionner / runs it
vaguemestre feed …           le dossier RH : comparer, appliquer / the HR feed: compare, apply
vaguemestre letters …        les lettres d’activation / the letters of activation
vaguemestre person …         trouver, suspendre, rouvrir, fermer, remettre un code / find, suspend, open again, close, hand a code
vaguemestre role …           qui tient quel rôle, où, quels jours / who holds which role, where, on which days
vaguemestre post …           les boîtes de fonction et leurs titulaires / mailboxes of posts and their holders
vaguemestre lists …          les listes de l’annuaire, qui peut y écrire / lists of the directory, who may write
vaguemestre scim …           les logiciels RH qui écrivent l’annuaire / HR programs that write the directory
vaguemestre archives …       le visa des archives, les éliminations / the archives' visa, eliminations
vaguemestre package …        les paquets de ceux qui partent ou arrivent / packages of who leaves or comes
vaguemestre journal verify   le journal des actes, maille à maille / the journal of acts, link by link
vaguemestre day              le travail du jour, à la main / the work of the day, by hand
vaguemestre sieve house …     les scripts de la maison / the scripts of the house
vaguemestre quota …          la place des boîtes aux lettres / the room of mailboxes
vaguemestre signature …      les modèles de signature / the templates of signatures
vaguemestre queue …          la file d’attente / the queue
vaguemestre trace REPÈRE     le parcours d’un message / the journey of a message
vaguemestre dns [--check]    les enregistrements du domaine / the records of the domain
vaguemestre dns --rotate     de nouvelles clés DKIM / new DKIM keys
vaguemestre dns --reports    ce que d’autres disent de notre courrier / what others say of our mail
vaguemestre application …    les applications ouvertes avec l’adresse / applications opened with the address
vaguemestre leaked SOURCE LISTE [FOIS]  la liste des mots de passe qui ont fui / the list of leaked passwords

Sans --config : ./vaguemestre.conf / Without --config: ./vaguemestre.conf
`;

const commands: Record<string, (words: string[]) => Promise<void>> = {
  init,
  start,
  feed,
  letters,
  person,
  role,
  lists,
  scim,
  post,
  archives,
  journal,
  package: package_,
  day,
  sieve,
  quota,
  signature,
  application,
  leaked,
  queue,
  trace,
  dns,
};

const [name = '', ...words] = process.argv.slice(2);
const command = commands[name];
if (command === undefined) {
  process.stderr.write(usage);
  process.exitCode = name === '' || name === '--help' ? 0 : 2;
} else {
  await command(words).catch(tell);
}
