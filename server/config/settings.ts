/**
 * Every setting, declared once: its type, its default and two sentences for the administrator. The reader of the
 * configuration file, the example file and the manual are derived from this list.
 */
import {
  bytes,
  choice,
  count,
  dayNumbers,
  days,
  domains,
  endpoint,
  optional,
  path,
  port,
  type SettingType,
  secureAddress,
  table,
  text,
  words,
  yesNo,
} from './types.ts';

/** Recipients an hour, by population; `post`: a mailbox that belongs to a post and not to a person. */
const usualMeasure = { titulaire: 500, stagiaire: 300, atss: 1000, direction: 1500, contractuel: 300, post: 3000 };

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
  workers: setting({
    type: count(0, 128),
    default: '0',
    fr: 'Processus qui servent les connexions. 1 : un seul processus fait tout. 0 : un par cœur, moins un qui est laissé à la base.',
    en: 'Processes that serve connections. 1: a single process does everything. 0: one a core, but one that is left to the database.',
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
  rspamd: setting({
    type: optional(endpoint),
    default: '',
    fr: 'rspamd, comme « 127.0.0.1:11333 » ; son avis pèse dans la note d’un message. Vide, il n’est pas consulté.',
    en: 'rspamd, as "127.0.0.1:11333"; its opinion weighs in the score of a message. Empty, it is not asked.',
  }),
  clamd: setting({
    type: optional(endpoint),
    default: '',
    fr: 'clamd, comme « 127.0.0.1:3310 » ; un message où il trouve un virus est refusé. Vide, il n’est pas consulté.',
    en: 'clamd, as "127.0.0.1:3310"; a message in which it finds a virus is refused. Empty, it is not asked.',
  }),
  'scanners-down': setting({
    type: choice('accept', 'defer'),
    default: 'accept',
    fr: 'Quand rspamd ou clamd ne répond pas : « accept » prend le message sans leur avis, « defer » prie de revenir.',
    en: 'When rspamd or clamd does not answer: "accept" takes the message without them, "defer" asks to come back.',
  }),
  'phishing-junk': setting({
    type: choice('strong', 'suspect', 'never'),
    default: 'strong',
    fr: 'À partir de quel soupçon d’hameçonnage un message va aux indésirables. « never » : il reste à sa place, avec son avertissement.',
    en: 'From which suspicion of phishing on a message goes to junk. "never": it stays in its place, with its warning.',
  }),
  'phishing-subject-mark': setting({
    type: yesNo,
    default: 'no',
    fr: 'Écrire « [SUSPECT] » devant l’objet de ces messages. Leur signature DKIM n’est alors plus vérifiable.',
    en: 'Write "[SUSPECT]" before the subject of these messages. Their DKIM signature can then no longer be checked.',
  }),
  'own-password-words': setting({
    type: yesNo,
    default: 'yes',
    fr: 'Essayer jusqu’à huit mots d’un message comme mot de passe de son auteur, quand celui-ci ne s’est pas identifié depuis douze heures.',
    en: 'Try up to eight words of a message as the password of its author, where they have not signed in for twelve hours.',
  }),
  postmaster: setting({
    type: optional(text),
    default: '',
    fr: 'Adresse de la boîte qui reçoit postmaster@ et abuse@. Vide, celle du premier administrateur.',
    en: 'Address of the mailbox that takes postmaster@ and abuse@. Empty, that of the first administrator.',
  }),
  'support-address': setting({
    type: optional(text),
    default: '',
    fr: 'Adresse du support, prévenue quand les envois d’un compte sont retenus. Vide, postmaster@.',
    en: 'Address of the support, told when what an account sends is held. Empty, postmaster@.',
  }),
  'recipients-per-hour': setting({
    type: table(usualMeasure),
    default: Object.entries(usualMeasure)
      .map(([name, number]) => `${name}=${number}`)
      .join(' '),
    fr: 'Destinataires auxquels un compte peut écrire en une heure, par population ; « post » : une boîte de fonction.',
    en: 'Recipients an account may write to in one hour, by population; "post": a mailbox of a post.',
  }),
  'burst-recipients': setting({
    type: count(0, 1_000_000),
    default: '200',
    fr: 'Destinataires extérieurs en une heure à partir desquels un envoi bien plus fort que d’habitude est retenu. 0 : jamais.',
    en: 'Outside recipients in one hour from which a sending far above the usual is held. 0: never.',
  }),
  'sign-in-places': setting({
    type: count(0, 1000),
    default: '8',
    fr: 'Réseaux différents d’où un compte s’identifie en une heure, à partir desquels ses envois sont retenus. 0 : jamais.',
    en: 'Different networks an account signs in from in one hour, from which what it sends is held. 0: never.',
  }),
  'forward-outside': setting({
    type: yesNo,
    default: 'no',
    fr: 'Les filtres d’une personne peuvent-ils renvoyer son courrier hors de la maison ? À l’intérieur, ils le peuvent toujours.',
    en: 'May the filters of a person forward mail outside the house? Inside, they always may.',
  }),
  'add-signatures': setting({
    type: yesNo,
    default: 'no',
    fr: 'Ajouter la signature de la personne, tirée de l’annuaire, au courrier envoyé sans signature d’un téléphone ou d’un logiciel ? Jamais dans un message signé ou chiffré.',
    en: 'Add the person’s signature, made of the directory, to mail sent without one from a phone or a program? Never in a signed or encrypted message.',
  }),
  'dns-validates': setting({
    type: yesNo,
    default: 'no',
    fr: 'Les résolveurs de « dns-servers » valident DNSSEC et le chemin jusqu’à eux est sûr (cette machine) : DANE est alors appliqué.',
    en: 'The resolvers of "dns-servers" validate DNSSEC and the way to them is safe (this machine): DANE is then applied.',
  }),
  'send-reports': setting({
    type: yesNo,
    default: 'yes',
    fr: 'Envoyer chaque jour aux domaines qui le demandent les rapports DMARC et TLS de ce qui a été vu d’eux.',
    en: 'Send each day to the domains that ask for it the DMARC and TLS reports of what was seen of them.',
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
    fr: 'Place d’une boîte aux lettres nouvelle. Une population peut avoir la sienne, une personne aussi : « vaguemestre quota ».',
    en: 'Room of a new mailbox. A population may have its own, and so may a person: "vaguemestre quota".',
  }),
  'full-days': setting({
    type: days,
    default: '7 days',
    fr: 'Jours pendant lesquels le courrier d’une boîte pleine attend chez l’expéditeur. Ensuite il est refusé.',
    en: 'Days during which mail to a full mailbox waits at its sender. After them it is refused.',
  }),
  'bin-days': setting({
    type: days,
    default: '30 days',
    fr: 'Jours après lesquels corbeille et indésirables sont vidés de ce qui y est.',
    en: 'Days after which what is in the bin and in junk is removed.',
  }),
  'deleted-days': setting({
    type: days,
    default: '14 days',
    fr: 'Jours pendant lesquels chacun peut reprendre ce qu’il a supprimé. Ensuite c’est effacé pour de bon.',
    en: 'Days during which people can take back what they deleted. After them it is gone for good.',
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
  'portal-address': setting({
    type: optional(text),
    default: '',
    fr: 'Adresse du portail, comme https://portail.ac-exemple.fr ; elle est imprimée sur les lettres, et les clés d’accès y sont liées : ne la changez plus ensuite. Vide : celle de cette machine.',
    en: 'Address of the portal, such as https://portail.ac-exemple.fr; it is printed on letters, and passkeys are bound to it: do not change it later. Empty: that of this machine.',
  }),
  'house-name': setting({
    type: text,
    default: 'Service de messagerie',
    fr: 'Nom de la maison en tête des lettres. « | » sépare les lignes.',
    en: 'Name of the house at the head of letters. "|" parts lines.',
  }),
  'help-channels': setting({
    type: text,
    default: 'Le secrétariat de votre établissement|Le support technique de l’académie',
    fr: 'Les seuls moyens d’aide officiels, séparés par « | » : ils paraissent sur les lettres et le portail, où « Qui : pour quoi » devient un titre et un texte.',
    en: 'The only official channels of help, parted by "|": they are on letters and on the portal, where "Who : what for" becomes a title and a text.',
  }),
  departure: setting({
    type: choice('open', 'strict'),
    default: 'open',
    fr: 'Après le dernier jour de service : « open » laisse écrire jusqu’à la fermeture, trente jours plus tard ; « strict » ne laisse que lire et exporter.',
    en: 'After the last day of service: "open" lets people write until the closing, thirty days later; "strict" leaves reading and exporting only.',
  }),
  'packages-directory': setting({
    type: optional(path),
    default: '',
    fr: 'Dossier des paquets de ceux qui partent ; vide, dans celui des données. À plusieurs nœuds, un dossier que tous partagent.',
    en: 'Folder of packages of people who leave; empty, in the data folder. With several nodes, one they all share.',
  }),
  'reminder-days': setting({
    type: dayNumbers,
    default: '30 15 7 3 1',
    fr: 'Jours avant la fermeture où la personne est prévenue. Un premier message l’annonce dès que le départ est proche.',
    en: 'Days before the closing on which the person is told. A first message comes as soon as the departure is near.',
  }),
  'farewell-days': setting({
    type: days,
    default: '365 days',
    fr: 'Durée pendant laquelle les expéditeurs apprennent que la personne n’exerce plus ici. Ensuite, l’adresse est inconnue.',
    en: 'How long senders are told that the person no longer works here. After it, the address is unknown.',
  }),
  'elimination-delay': setting({
    type: optional(days),
    default: '',
    fr: 'Délai après lequel le courrier d’un compte fermé est éliminé sans visa des archives. Vide : jamais sans visa.',
    en: 'Delay after which the mail of a closed account is eliminated without a visa of the archives. Empty: never without.',
  }),
  'leaked-passwords': setting({
    type: optional(path),
    default: '',
    fr: 'Liste de mots de passe qui ont fui, faite par « vaguemestre leaked » d’une liste publiée. Vide, la petite liste fournie seule.',
    en: 'List of leaked passwords, made by "vaguemestre leaked" from a published one. Empty, the small bundled one alone.',
  }),
  'renewal-forced': setting({
    type: words,
    default: '',
    fr: 'Populations (titulaire, stagiaire, atss, direction, contractuel) dont le portail exige un nouveau mot de passe chaque année. Les autres reçoivent un rappel ; les administrateurs y sont toujours tenus.',
    en: 'Populations (titulaire, stagiaire, atss, direction, contractuel) whose password the portal demands anew each year. Others are reminded; administrators are always held to it.',
  }),
  'renewal-reminder-days': setting({
    type: dayNumbers,
    default: '30 7 1',
    fr: 'Jours avant le premier anniversaire du mot de passe où la personne est invitée à le changer.',
    en: 'Days before the first birthday of a password on which the person is asked to change it.',
  }),
  'second-factor-required': setting({
    type: words,
    default: '',
    fr: 'Populations (titulaire, atss…) et rôles (administrator, support, analyst, secretary, referent) qui doivent avoir un code à usage unique ou une clé d’accès ; leurs programmes de courrier demandent alors un mot de passe d’appareil.',
    en: 'Populations (titulaire, atss…) and roles (administrator, support, analyst, secretary, referent) that must have one-time codes or a passkey; their mail programs then need device passwords.',
  }),
  'second-factor-grace': setting({
    type: days,
    default: '14 days',
    fr: 'Délai laissé, à partir de la première connexion, à qui doit avoir une seconde preuve.',
    en: 'How long those who must have a second factor may wait, from their first sign-in on.',
  }),
  'guessing-alarm': setting({
    type: count(0, 1_000_000),
    default: '50',
    fr: 'Comptes différents sur lesquels des inconnus ont essayé des mots de passe en une heure, à partir desquels l’exploitant est prévenu. 0 : jamais.',
    en: 'Different accounts on which strangers tried passwords within an hour, from which the operator is told. 0: never.',
  }),
  'recovery-second-proof': setting({
    type: choice('registered', 'always', 'never'),
    default: 'registered',
    fr: 'Demander une seconde preuve (adresse de récupération, téléphone, clé d’accès) à qui a oublié son mot de passe : « registered » si la personne en a enregistré une, « always » toujours, « never » jamais.',
    en: 'Ask whoever forgot a password for a second proof (recovery address, telephone, passkey): "registered" where the person has one, "always", or "never".',
  }),
  'sms-gateway': setting({
    type: optional(secureAddress),
    default: '',
    fr: 'Passerelle de SMS : une adresse https qui prend un formulaire « to » et « text ». Vide, aucun téléphone n’est proposé comme seconde preuve.',
    en: 'SMS gateway: an https address that takes a form with "to" and "text". Empty, no telephone is offered as a second proof.',
  }),
  'sms-gateway-token': setting({
    type: optional(path),
    default: '',
    fr: 'Fichier, lisible du seul compte du service, du jeton que la passerelle de SMS attend. Vide, aucun n’est envoyé.',
    en: 'File, readable by the service account alone, of the token that the SMS gateway expects. Empty, none is sent.',
  }),
  'provider-issuer': setting({
    type: optional(secureAddress),
    default: '',
    fr: 'Autre fournisseur d’identité (OpenID Connect), comme ProConnect, par lequel on peut aussi se connecter au portail. Les comptes sont reconnus à leur adresse. Vide, il n’y en a pas.',
    en: 'Another provider of identity (OpenID Connect), such as ProConnect, through which people may sign in to the portal too. Accounts are matched by address. Empty, there is none.',
  }),
  'provider-name': setting({
    type: text,
    default: 'ProConnect',
    fr: 'Nom de ce fournisseur, sur le bouton du portail.',
    en: 'Name of this provider, on the button of the portal.',
  }),
  'provider-client-id': setting({
    type: optional(text),
    default: '',
    fr: 'Identifiant que ce fournisseur a donné à la maison. Son adresse de retour est celle du portail, suivie de /connexion/retour.',
    en: 'The client id this provider gave to the house. Its redirect address is that of the portal followed by /connexion/retour.',
  }),
  'provider-secret': setting({
    type: optional(path),
    default: '',
    fr: 'Fichier du secret qui va avec, lisible du seul compte du service.',
    en: 'File of the secret that goes with it, readable by the service account alone.',
  }),
  'provider-levels': setting({
    type: words,
    default: '',
    fr: 'Niveaux (acr) que la maison accepte de ce fournisseur, séparés par des espaces. Vide, tous.',
    en: 'Levels (acr) that the house accepts of this provider, separated by spaces. Empty, any.',
  }),
  'provider-strong-levels': setting({
    type: words,
    default: 'eidas2 eidas3',
    fr: 'Niveaux (acr) qui valent une seconde preuve.',
    en: 'Levels (acr) that count as a second factor.',
  }),
  'provider-userinfo-algorithm': setting({
    type: optional(choice('RS256', 'ES256')),
    default: '',
    fr: 'Signature de ce que ce fournisseur dit des personnes, s’il le signe (ProConnect : RS256).',
    en: 'Signature of what this provider says of people, where it signs it (ProConnect: RS256).',
  }),
  siret: setting({
    type: optional(text),
    default: '',
    fr: 'Numéro SIRET de la maison, donné aux applications qui y ont droit. Vide, rien n’est donné.',
    en: 'SIRET number of the house, given to the applications that may have it. Empty, nothing is given.',
  }),
  scram: setting({
    type: yesNo,
    default: 'no',
    fr: 'Offrir SCRAM-SHA-256 aux programmes de courrier : le mot de passe est prouvé sans être envoyé. Des clés sont alors gardées pour chaque mot de passe, chiffrées ; quelques programmes seulement s’en servent.',
    en: 'Offer SCRAM-SHA-256 to mail programs: the password is proved without being sent. Keys are then kept for each password, encrypted; few programs make use of it.',
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
