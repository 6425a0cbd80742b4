/** What can be wrong with a script, said to the person who wrote it: where, and one sentence, French first. */

/** One remark. `line` and `column` count from 1; columns count characters. */
export type Fault = {
  readonly code: FaultCode;
  readonly line: number;
  readonly column: number;
  readonly fr: string;
  readonly en: string;
};

type Sentences = { readonly fr: string; readonly en: string };

const sentences = {
  'too-large': (limit: string) => ({
    fr: `Le script dépasse la taille permise : ${limit} octets.`,
    en: `The script is larger than ${limit} octets.`,
  }),
  'not-utf8': () => ({ fr: 'Le script n’est pas écrit en UTF-8.', en: 'The script is not UTF-8 text.' }),
  'stray-character': (c: string) => ({ fr: `Caractère inattendu : « ${c} ».`, en: `Unexpected character "${c}".` }),
  'unclosed-string': () => ({
    fr: 'Ce texte commence par un guillemet qui n’est jamais fermé.',
    en: 'This string is never closed.',
  }),
  'unclosed-text': () => ({
    fr: 'Ce bloc « text: » ne se termine pas par une ligne d’un seul point.',
    en: 'This "text:" block does not end with a line of a single dot.',
  }),
  'unclosed-comment': () => ({ fr: 'Ce commentaire n’est jamais fermé.', en: 'This comment is never closed.' }),
  'number-too-large': () => ({ fr: 'Ce nombre est trop grand.', en: 'This number is too large.' }),
  expected: (what: string, found: string) => ({
    fr: `Il faut ${frenchOf(what)} ici, et non « ${found} ».`,
    en: `Expected ${what} here, found "${found}".`,
  }),
  'unexpected-end': (what: string) => ({
    fr: `Le script s’arrête là où il faut encore ${frenchOf(what)}.`,
    en: `The script ends where ${what} is still expected.`,
  }),
  'too-deep': (limit: string) => ({
    fr: `Les blocs et les tests s’imbriquent sur plus de ${limit} niveaux.`,
    en: `Blocks and tests are nested more than ${limit} deep.`,
  }),
  'too-many-commands': (limit: string) => ({
    fr: `Le script compte plus de ${limit} commandes et tests.`,
    en: `The script has more than ${limit} commands and tests.`,
  }),
  'unknown-command': (name: string) => ({
    fr: `La commande « ${name} » n’existe pas.`,
    en: `There is no command "${name}".`,
  }),
  'unknown-test': (name: string) => ({ fr: `Le test « ${name} » n’existe pas.`, en: `There is no test "${name}".` }),
  'unknown-tag': (tag: string, name: string) => ({
    fr: `« ${name} » ne connaît pas l’option « ${tag} ».`,
    en: `"${name}" has no argument "${tag}".`,
  }),
  'unknown-capability': (name: string) => ({
    fr: `L’extension « ${name} » n’est pas proposée par cette maison.`,
    en: `The extension "${name}" is not supported here.`,
  }),
  'missing-require': (capability: string, name: string) => ({
    fr: `« ${name} » demande require "${capability}" au début du script.`,
    en: `"${name}" needs require "${capability}" at the top of the script.`,
  }),
  'late-require': () => ({
    fr: 'require n’est permis qu’au début du script, avant toute autre commande.',
    en: 'require is only allowed at the top of the script, before any other command.',
  }),
  'tag-twice': (tag: string) => ({ fr: `L’option « ${tag} » est donnée deux fois.`, en: `"${tag}" is given twice.` }),
  'tags-exclude': (one: string, other: string) => ({
    fr: `Les options « ${one} » et « ${other} » s’excluent.`,
    en: `"${one}" and "${other}" exclude each other.`,
  }),
  'tag-after-operand': (tag: string) => ({
    fr: `L’option « ${tag} » doit précéder les textes et les nombres.`,
    en: `"${tag}" must stand before the positional arguments.`,
  }),
  'wrong-arguments': (name: string, wanted: string) => ({
    fr: `« ${name} » attend ${frenchOf(wanted)} à la place de ces arguments.`,
    en: `"${name}" takes ${wanted} instead of these arguments.`,
  }),
  'missing-tag': (tag: string, name: string) => ({
    fr: `« ${name} » attend l’option « ${tag} ».`,
    en: `"${name}" needs "${tag}".`,
  }),
  'block-expected': (name: string) => ({
    fr: `« ${name} » doit être suivi d’un bloc entre accolades.`,
    en: `"${name}" must be followed by a block in braces.`,
  }),
  'block-unexpected': (name: string) => ({
    fr: `« ${name} » se termine par un point-virgule et n’ouvre pas de bloc.`,
    en: `"${name}" ends with a semicolon and opens no block.`,
  }),
  'test-expected': (name: string) => ({
    fr: `« ${name} » attend un test, et un seul.`,
    en: `"${name}" takes exactly one test.`,
  }),
  'tests-expected': (name: string) => ({
    fr: `« ${name} » attend une liste de tests entre parenthèses.`,
    en: `"${name}" takes a list of tests in parentheses.`,
  }),
  'test-unexpected': (name: string) => ({ fr: `« ${name} » ne prend pas de test.`, en: `"${name}" takes no test.` }),
  'else-without-if': (name: string) => ({
    fr: `« ${name} » doit suivre un bloc if ou elsif.`,
    en: `"${name}" must follow an if or elsif block.`,
  }),
  'constant-expected': () => ({
    fr: 'Ce texte ne peut pas contenir de variable.',
    en: 'This string cannot hold a variable.',
  }),
  'unknown-comparator': (name: string) => ({
    fr: `Le comparateur « ${name} » n’existe pas ici.`,
    en: `The comparator "${name}" is not known here.`,
  }),
  'comparator-cannot': (name: string, tag: string) => ({
    fr: `Le comparateur « ${name} » ne permet pas « ${tag} ».`,
    en: `The comparator "${name}" does not allow "${tag}".`,
  }),
  'bad-relation': (text: string) => ({
    fr: `« ${text} » n’est pas une relation : gt, ge, lt, le, eq ou ne.`,
    en: `"${text}" is no relation: gt, ge, lt, le, eq or ne.`,
  }),
  'bad-variable': (name: string) => ({
    fr: `« ${name} » n’est pas un nom de variable permis ici.`,
    en: `"${name}" is not a variable name allowed here.`,
  }),
  'bad-regex': (why: string) => ({
    fr: `L’expression régulière n’est pas valable : ${frenchOf(why)}.`,
    en: `Not a valid regular expression: ${why}.`,
  }),
  'bad-address': (text: string) => ({
    fr: `« ${text} » n’est pas une adresse de courrier.`,
    en: `"${text}" is not a mail address.`,
  }),
  'bad-header-name': (text: string) => ({
    fr: `« ${text} » n’est pas un nom d’en-tête.`,
    en: `"${text}" is not a header name.`,
  }),
  'not-address-header': (text: string) => ({
    fr: `L’en-tête « ${text} » ne contient pas d’adresses.`,
    en: `The header "${text}" holds no addresses.`,
  }),
  'bad-envelope-part': (text: string) => ({
    fr: `L’enveloppe n’a pas de partie « ${text} ».`,
    en: `The envelope has no part "${text}".`,
  }),
  'bad-date-part': (text: string) => ({
    fr: `Une date n’a pas de partie « ${text} ».`,
    en: `A date has no part "${text}".`,
  }),
  'bad-zone': (text: string) => ({
    fr: `« ${text} » n’est pas un décalage horaire comme +0100.`,
    en: `"${text}" is no time offset such as +0100.`,
  }),
  'bad-number': (what: string) => ({
    fr: `La valeur de « ${what} » est hors des bornes permises.`,
    en: `The value of "${what}" is out of its bounds.`,
  }),
  'bad-character': () => ({
    fr: 'Une expression unicode: nomme un caractère qui n’existe pas.',
    en: 'A unicode: expression names a character that does not exist.',
  }),
  'bad-method': (text: string) => ({
    fr: `« ${text} » n’est pas un moyen de notification connu : seul mailto: l’est.`,
    en: `"${text}" is no known way of notifying: only mailto: is.`,
  }),
  'bad-mailbox': (text: string) => ({
    fr: `« ${text} » ne convient pas comme nom de dossier.`,
    en: `"${text}" will not do as a mailbox name.`,
  }),
  'bad-script-name': (text: string) => ({
    fr: `« ${text} » ne convient pas comme nom de script.`,
    en: `"${text}" will not do as a script name.`,
  }),
  'includes-itself': () => ({ fr: 'Le script s’inclut lui-même.', en: 'The script includes itself.' }),
  'outside-loop': (name: string) => ({
    fr: `« ${name} » n’a de sens que dans un bloc foreverypart.`,
    en: `"${name}" only makes sense inside a foreverypart block.`,
  }),
  'too-many-redirects': (limit: string) => ({
    fr: `Un message ne peut être réexpédié qu’à ${limit} adresses.`,
    en: `A message can be redirected to at most ${limit} addresses.`,
  }),
  'too-many-actions': (limit: string) => ({
    fr: `Plus de ${limit} actions pour un seul message.`,
    en: `More than ${limit} actions for one message.`,
  }),
  'actions-exclude': (one: string, other: string) => ({
    fr: `Un même message ne peut subir « ${one} » et « ${other} ».`,
    en: `"${one}" and "${other}" cannot both be done to one message.`,
  }),
  'too-long-run': () => ({
    fr: 'Le script demande trop de travail pour un seul message.',
    en: 'The script takes too much work for one message.',
  }),
  'too-many-variables': (limit: string) => ({
    fr: `Le script emploie plus de ${limit} variables.`,
    en: `The script uses more than ${limit} variables.`,
  }),
  'no-such-script': (name: string) => ({
    fr: `Le script inclus « ${name} » n’existe pas ou contient une erreur.`,
    en: `The included script "${name}" does not exist or holds an error.`,
  }),
  'too-many-includes': () => ({
    fr: 'Les scripts s’incluent en boucle, ou sur trop de niveaux.',
    en: 'Scripts include each other in circles, or too deep.',
  }),
  'too-many-questions': () => ({
    fr: 'Le script interroge trop de dossiers, de listes et de mémoires.',
    en: 'The script asks about too many mailboxes, lists and memories.',
  }),
  'not-here': (name: string) => ({
    fr: `« ${name} » n’est pas possible à cet endroit.`,
    en: `"${name}" is not possible here.`,
  }),
  said: (message: string) => ({ fr: `Le script s’est arrêté : ${message}`, en: `The script stopped: ${message}` }),
  'unused-require': (capability: string) => ({
    fr: `L’extension « ${capability} » est demandée sans être employée.`,
    en: `The extension "${capability}" is required but not used.`,
  }),
  unreachable: () => ({
    fr: 'Cette commande n’est jamais atteinte : la précédente arrête le script.',
    en: 'This command is never reached: the one before ends the script.',
  }),
} as const satisfies Record<string, (...details: string[]) => Sentences>;

export type FaultCode = keyof typeof sentences;

/** Nouns of the grammar, which appear inside sentences. */
const french: Readonly<Record<string, string>> = {
  'a command': 'une commande',
  'a test': 'un test',
  'a string': 'un texte',
  'a comma or a closing parenthesis': 'une virgule ou une parenthèse fermante',
  'a comma or a closing bracket': 'une virgule ou un crochet fermant',
  'a semicolon or a block': 'un point-virgule ou un bloc',
  'a closing brace': 'une accolade fermante',
  'nothing to repeat': 'rien à répéter avant un signe de répétition',
  'unclosed group': 'parenthèse qui n’est pas fermée',
  'unclosed bracket': 'crochet qui n’est pas fermé',
  'stray parenthesis': 'parenthèse fermante en trop',
  'bad range': 'intervalle à l’envers',
  'bad repetition': 'nombre de répétitions non valable',
  'unknown class': 'classe de caractères inconnue',
  'trailing backslash': 'barre oblique inversée finale',
  'too large': 'expression trop grande',
  'no arguments': 'aucun argument',
};

function frenchOf(english: string): string {
  return (
    french[english] ??
    english
      .replaceAll('a string list', 'une liste de textes')
      .replaceAll('a string', 'un texte')
      .replaceAll('a number', 'un nombre')
      .replaceAll(' then ', ' puis ')
      .replaceAll(' (optional)', ' (facultatif)')
  );
}

/** Makes the remark about the place `offset` of the text `source`. */
export function faultAt(source: string, offset: number, code: FaultCode, ...details: string[]): Fault {
  const before = source.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  const make = sentences[code] as (...details: string[]) => Sentences;
  const shown = details.map(detail => (detail.length > 60 ? `${[...detail].slice(0, 60).join('')}…` : detail));
  return {
    code,
    line: before.split('\n').length,
    column: [...before.slice(lineStart)].length + 1,
    ...make(...shown),
  };
}

/** Thrown while a script is read, with an offset; the door turns it into a {@link Fault}. */
export class SourceError extends Error {
  readonly at: number;
  readonly code: FaultCode;
  readonly details: readonly string[];

  constructor(at: number, code: FaultCode, ...details: string[]) {
    super(code);
    this.name = 'SourceError';
    this.at = at;
    this.code = code;
    this.details = details;
  }
}
