/**
 * Every setting, declared once: its type, its default and two sentences for the administrator. The reader of the
 * configuration file, the example file and the manual are derived from this list.
 */
import { bytes, choice, count, days, domains, optional, path, port, type SettingType, text, words } from './types.ts';

type Declaration<Value> = {
  readonly type: SettingType<Value>;
  /** As written in the file; absent: the administrator must give it. */
  readonly default?: string;
  /** What it is, and when to change it. French first. */
  readonly fr: string;
  readonly en: string;
};

function setting<Value>(declaration: Declaration<Value>): Declaration<Value> {
  return declaration;
}

export const declarations = {
  domains: setting({
    type: domains,
    fr: 'Domaines de courrier de la maison, séparés par des espaces. Les adresses nouvelles sont créées dans le premier.',
    en: 'Mail domains of the house, separated by spaces. New addresses are made in the first.',
  }),
  'host-name': setting({
    type: text,
    fr: 'Nom public de cette machine, tel que le DNS et les certificats le portent. Il est annoncé aux autres serveurs.',
    en: 'Public name of this machine, as DNS and certificates have it. It is announced to other servers.',
  }),
  'data-directory': setting({
    type: path,
    default: '/var/lib/vaguemestre',
    fr: 'Dossier des messages, des clés et de la base embarquée. Il doit appartenir au seul compte du service (0700).',
    en: 'Folder of messages, keys and the embedded database. It must belong to the service account alone (0700).',
  }),
  'database-url': setting({
    type: optional(text),
    default: '',
    fr: 'Adresse d’un PostgreSQL (15 ou plus récent) ; vide, une base embarquée est démarrée. La variable DATABASE_URL l’emporte.',
    en: 'Address of a PostgreSQL (15 or later); empty, an embedded one is started. The variable DATABASE_URL wins.',
  }),
  'listen-address': setting({
    type: text,
    default: '0.0.0.0',
    fr: 'Adresse sur laquelle les services écoutent. « :: » ajoute IPv6 là où la machine en a.',
    en: 'Address the services listen on. "::" adds IPv6 where the machine has it.',
  }),
  'lmtp-address': setting({
    type: text,
    default: '127.0.0.1',
    fr: 'Adresse du service LMTP, qui ne demande pas de mot de passe. Ne l’ouvrez qu’à votre relais frontal.',
    en: 'Address of the LMTP service, which asks no password. Open it to your front relay only.',
  }),
  'imaps-port': setting({ type: port, default: '993', ...portText('IMAP avec TLS', 'IMAP with TLS') }),
  'imap-port': setting({ type: port, default: '143', ...portText('IMAP avec STARTTLS', 'IMAP with STARTTLS') }),
  'submissions-port': setting({ type: port, default: '465', ...portText('Envoi avec TLS', 'Submission with TLS') }),
  'submission-port': setting({
    type: port,
    default: '587',
    ...portText('Envoi avec STARTTLS ou TLS', 'Submission with STARTTLS or TLS'),
  }),
  'smtp-port': setting({ type: port, default: '25', ...portText('Arrivée du courrier', 'Arrival of mail') }),
  'lmtp-port': setting({ type: port, default: '24', ...portText('Remise LMTP', 'LMTP delivery') }),
  'sieve-port': setting({ type: port, default: '4190', ...portText('Filtres (ManageSieve)', 'Filters (ManageSieve)') }),
  'https-port': setting({ type: port, default: '443', ...portText('Portail', 'Portal') }),
  'tls-certificate': setting({
    type: optional(path),
    default: '',
    fr: 'Chaîne de certificats, en PEM. Vide, celle que « vaguemestre init » a faite dans le dossier de données.',
    en: 'Certificate chain, in PEM. Empty, the one "vaguemestre init" made in the data folder.',
  }),
  'tls-key': setting({
    type: optional(path),
    default: '',
    fr: 'Clé privée du certificat, en PEM, lisible du seul compte du service. Vide, comme ci-dessus.',
    en: 'Private key of the certificate, in PEM, readable by the service account alone. Empty, as above.',
  }),
  'dns-servers': setting({
    type: words,
    default: '',
    fr: 'Résolveurs DNS, séparés par des espaces ; vide, ceux du système. Un résolveur local qui valide DNSSEC est préférable.',
    en: 'DNS resolvers, separated by spaces; empty, those of the system. A local one that validates DNSSEC is better.',
  }),
  'trusted-hosts': setting({
    type: words,
    default: '',
    fr: 'Adresses de machines qui peuvent écrire au nom de la maison sans preuve : un copieur, une vieille application.',
    en: 'Addresses of machines that may write in the name of the house without proof: a copier, an old application.',
  }),
  'trusted-sealers': setting({
    type: words,
    default: '',
    fr: 'Domaines dont les sceaux ARC sont crus : les listes de diffusion connues de la maison.',
    en: 'Domains whose ARC seals are believed: the mailing lists the house knows.',
  }),
  blocklists: setting({
    type: words,
    default: '',
    fr: 'Listes DNS de polluposteurs à consulter à l’arrivée. Aucune par défaut : lisez d’abord leurs conditions.',
    en: 'DNS lists of spammers asked at arrival. None by default: read their terms first.',
  }),
  'greylist-minutes': setting({
    type: count(0, 60),
    default: '0',
    fr: 'Minutes pendant lesquelles un expéditeur inconnu est prié d’attendre. 0 : personne n’attend.',
    en: 'Minutes an unknown sender is asked to wait. 0: nobody waits.',
  }),
  'message-size': setting({
    type: bytes,
    default: '50 MB',
    fr: 'Taille du plus grand message accepté, pièces jointes codées comprises. Les autres serveurs acceptent rarement plus.',
    en: 'Size of the largest message accepted, encoded attachments included. Other servers rarely accept more.',
  }),
  quota: setting({
    type: bytes,
    default: '5 GB',
    fr: 'Place d’une boîte aux lettres nouvelle. Chaque population pourra avoir la sienne.',
    en: 'Room of a new mailbox. Each population may have its own.',
  }),
  'mailboxes-per-account': setting({
    type: count(1, 100_000),
    default: '2000',
    fr: 'Nombre de dossiers qu’une personne peut avoir. Au-delà, les programmes de courrier deviennent lents.',
    en: 'How many folders a person may have. Beyond, mail programs become slow.',
  }),
  'provisional-days': setting({
    type: days,
    default: '60 days',
    fr: 'Durée de validité d’un mot de passe provisoire. Ensuite, il faut une nouvelle lettre.',
    en: 'How long a provisional password is valid. After it, a new letter is needed.',
  }),
  'homonym-suffix': setting({
    type: choice('1', '2'),
    default: '1',
    fr: 'Premier numéro donné au deuxième porteur d’un même nom. Ne le changez pas une fois des adresses données.',
    en: 'First number given to the second bearer of a name. Do not change it once addresses were given.',
  }),
  'portal-name': setting({
    type: text,
    default: 'Arena',
    fr: 'Nom sous lequel les personnes connaissent le portail. Il paraît sur les pages et les lettres.',
    en: 'Name under which people know the portal. It is on pages and letters.',
  }),
  'portal-host': setting({
    type: optional(text),
    default: '',
    fr: 'Nom public du portail, avec son port s’il n’est pas 443 ; vide, host-name et https-port. Les clés d’accès et les applications y sont liées : ne le changez plus ensuite.',
    en: 'Public name of the portal, with its port where that is not 443; empty, host-name and https-port. Passkeys and applications are bound to it: do not change it later.',
  }),
  siret: setting({
    type: optional(text),
    default: '',
    fr: 'Numéro SIRET de la maison, donné aux applications qui y ont droit. Vide, rien n’est donné.',
    en: 'SIRET number of the house, given to the applications that may have it. Empty, nothing is given.',
  }),
  'connections-per-network': setting({
    type: count(1, 1_000_000),
    default: '1000',
    fr: 'Connexions ouvertes en même temps depuis un même réseau, par service. Un établissement entier peut partager une adresse.',
    en: 'Connections open at once from one network, per service. A whole school may share one address.',
  }),
  'log-level': setting({
    type: choice('debug', 'info', 'warn', 'error'),
    default: 'info',
    fr: 'Détail du journal technique. « debug » est bavard : pour une recherche de panne seulement.',
    en: 'Detail of the technical log. "debug" is talkative: for finding a fault only.',
  }),
} as const;

function portText(fr: string, en: string): { fr: string; en: string } {
  return {
    fr: `${fr} : port du service. 0 le laisse fermé.`,
    en: `${en}: port of the service. 0 leaves it closed.`,
  };
}

export type SettingName = keyof typeof declarations;

/** All settings with their values, typed. */
export type Settings = {
  readonly [Name in SettingName]: (typeof declarations)[Name]['type'] extends SettingType<infer Value> ? Value : never;
};
