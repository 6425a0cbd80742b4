/**
 * Every rule by name, with the sentence its reader sees. `{…}` is filled from the message: a host, an address, a name, cut
 * and cleaned. French first; typographic signs as in the rest of the house.
 */
export const sentences = {
  // What the message says.
  'threat-account': {
    fr: 'Ce message menace de suspendre ou de fermer un compte : l’administration ne procède jamais ainsi.',
    en: 'This message threatens to suspend or close an account: the administration never does so.',
  },
  urgency: {
    fr: 'Il vous presse d’agir sans réfléchir : c’est le procédé des escrocs.',
    en: 'It presses you to act without thinking: that is how swindlers work.',
  },
  'asks-password': {
    fr: 'Il demande un mot de passe ou des identifiants : l’administration n’en demande jamais par courriel.',
    en: 'It asks for a password or credentials: the administration never asks for them by mail.',
  },
  'asks-numen': {
    fr: 'Il demande votre NUMEN ou votre numéro de sécurité sociale : ne les donnez jamais par courriel.',
    en: 'It asks for your NUMEN or social security number: never give them by mail.',
  },
  'asks-bank': {
    fr: 'Il demande des coordonnées bancaires ou un numéro de carte.',
    en: 'It asks for bank details or a card number.',
  },
  'verify-account': {
    fr: 'Il vous demande de « vérifier » ou de « valider » un compte : un vrai service n’en a pas besoin.',
    en: 'It asks you to “verify” or “validate” an account: a true service does not need it.',
  },
  'sign-in-alarm': {
    fr: 'Il annonce une connexion suspecte pour vous faire cliquer.',
    en: 'It announces a suspicious sign-in to make you click.',
  },
  'quota-full': {
    fr: 'Il prétend que votre boîte est pleine ou que des messages sont bloqués : vérifiez sur le portail, jamais par un lien.',
    en: 'It claims that your mailbox is full or messages are blocked: check on the portal, never by a link.',
  },
  'small-fee': {
    fr: 'Il réclame une petite somme pour un colis ou une amende : c’est une escroquerie très courante.',
    en: 'It claims a small sum for a parcel or a fine: a very common fraud.',
  },
  'refund-lure': {
    fr: 'Il promet un remboursement ou une prime à condition de cliquer ou de donner vos coordonnées.',
    en: 'It promises a refund or a bonus if you click or give your details.',
  },
  'gift-cards': {
    fr: 'Il demande d’acheter des cartes cadeaux ou des recharges : aucun service ne paie ainsi.',
    en: 'It asks to buy gift cards or vouchers: no service pays that way.',
  },
  'discreet-request': {
    fr: 'Il demande un service discret et dissuade d’appeler : téléphonez à la personne avant de répondre.',
    en: 'It asks for a discreet favour and discourages calling: phone the person before you answer.',
  },
  'bank-change': {
    fr: 'Il demande un virement ou un changement de coordonnées bancaires : vérifiez de vive voix.',
    en: 'It asks for a transfer or a change of bank details: check by voice.',
  },
  blackmail: {
    fr: 'C’est un chantage : il n’a ni images ni accès à votre poste. Ne payez pas.',
    en: 'This is blackmail: it has neither pictures nor access to your computer. Do not pay.',
  },
  'legal-threat': {
    fr: 'Il vous accuse au nom de la police ou de la justice : celles-ci n’écrivent jamais ainsi.',
    en: 'It accuses you in the name of the police or of justice: they never write so.',
  },
  prize: {
    fr: 'Il promet un héritage, un gain ou une grosse somme : c’est une escroquerie.',
    en: 'It promises an inheritance, a prize or a large sum: it is a fraud.',
  },
  'document-lure': {
    fr: 'Il fait attendre un document ou un message qu’il faut ouvrir en se connectant ailleurs.',
    en: 'It dangles a document or message to be opened by signing in elsewhere.',
  },
  'impersonal-greeting': {
    fr: 'Il s’adresse à un « cher utilisateur » : un vrai service connaît votre nom.',
    en: 'It greets a “dear user”: a true service knows your name.',
  },
  // Who it comes from.
  'look-alike-sender': {
    fr: 'L’adresse de l’expéditeur ({domain}) imite celle de {owner}.',
    en: 'The sender’s address ({domain}) imitates that of {owner}.',
  },
  'house-name-outside': {
    fr: 'L’expéditeur se présente comme un service de la maison (« {name} »), mais écrit de {domain}.',
    en: 'The sender poses as a service of the house (“{name}”) but writes from {domain}.',
  },
  'known-name-outside': {
    fr: 'L’expéditeur se présente comme {owner}, mais son adresse ({domain}) n’est pas la sienne.',
    en: 'The sender poses as {owner}, but the address ({domain}) is not theirs.',
  },
  'speaks-for-known': {
    fr: 'Le message parle au nom de {owner}, mais vient de {domain}.',
    en: 'The message speaks for {owner} but comes from {domain}.',
  },
  'colleague-name-outside': {
    fr: 'Le nom est celui d’une personne de la maison ({name}), l’adresse n’est pas la sienne ({address}).',
    en: 'The name is that of a person of the house ({name}), the address is not ({address}).',
  },
  'superior-first-contact': {
    fr: 'Cette adresse ne vous a jamais écrit et porte le nom d’un responsable : appelez-le avant de faire ce qu’elle demande.',
    en: 'This address never wrote to you and bears the name of a superior: call them before doing what it asks.',
  },
  'machine-from-free-mail': {
    fr: 'Un « service » écrit d’une messagerie gratuite ({domain}).',
    en: 'A “service” writes from a free mail provider ({domain}).',
  },
  'reply-elsewhere': {
    fr: 'Votre réponse partirait ailleurs : {address}.',
    en: 'Your answer would go elsewhere: {address}.',
  },
  'address-in-name': {
    fr: 'Le nom affiché montre l’adresse {shown}, la vraie est {address}.',
    en: 'The displayed name shows the address {shown}, the true one is {address}.',
  },
  'sender-letters': {
    fr: 'Le nom ou l’adresse de l’expéditeur mélange des lettres d’alphabets différents qui se ressemblent.',
    en: 'The sender’s name or address mixes letters of different alphabets that look alike.',
  },
  // Where it leads.
  'sign-in-elsewhere': {
    fr: 'Il parle de votre compte, mais ses liens mènent ailleurs que dans la maison ({host}).',
    en: 'It speaks of your account, but its links lead outside the house ({host}).',
  },
  'link-mismatch': {
    fr: 'Un lien affiche {shown} mais mène à {host}.',
    en: 'A link shows {shown} but leads to {host}.',
  },
  'link-look-alike': {
    fr: 'Un lien mène à {host}, qui imite {owner}.',
    en: 'A link leads to {host}, which imitates {owner}.',
  },
  'link-shortener': {
    fr: 'Un lien raccourci ({host}) cache où il mène.',
    en: 'A shortened link ({host}) hides where it leads.',
  },
  'link-number': {
    fr: 'Un lien mène à une adresse en chiffres ({host}) : aucun service n’en utilise.',
    en: 'A link leads to a numeric address ({host}): no service uses one.',
  },
  'link-letters': {
    fr: 'Un lien mène à {host}, dont des lettres en imitent d’autres.',
    en: 'A link leads to {host}, some letters of which imitate others.',
  },
  'link-disguised': {
    fr: 'Un lien est écrit de façon à cacher son site ({host}).',
    en: 'A link is written so as to hide its site ({host}).',
  },
  'link-open-host': {
    fr: 'Un lien mène à un hébergeur de pages ou de formulaires ouvert à tous ({host}).',
    en: 'A link leads to a page or form host open to anybody ({host}).',
  },
  'link-script': {
    fr: 'Un lien contient un programme ou une page entière.',
    en: 'A link contains a program or a whole page.',
  },
  form: {
    fr: 'Le message contient un formulaire à remplir.',
    en: 'The message contains a form to be filled in.',
  },
  'form-password': {
    fr: 'Le message contient un champ de mot de passe.',
    en: 'The message contains a password field.',
  },
  'picture-only': {
    fr: 'Son texte est une image, pour échapper aux contrôles.',
    en: 'Its text is a picture, to escape checks.',
  },
  // What is attached.
  'file-double-ending': {
    fr: 'La pièce jointe « {file} » cache sa vraie nature derrière une double extension.',
    en: 'The attachment “{file}” hides what it is behind a double extension.',
  },
  'file-hidden-name': {
    fr: 'Le nom de la pièce jointe « {file} » est trafiqué pour cacher sa fin.',
    en: 'The name of the attachment “{file}” is rigged to hide its end.',
  },
  'file-program': {
    fr: 'La pièce jointe « {file} » est un programme.',
    en: 'The attachment “{file}” is a program.',
  },
  'file-holds-program': {
    fr: 'L’archive jointe « {file} » contient un programme.',
    en: 'The attached archive “{file}” contains a program.',
  },
  'file-macro': {
    fr: 'Le document joint « {file} » contient des macros.',
    en: 'The attached document “{file}” contains macros.',
  },
  'file-html': {
    fr: 'La pièce jointe « {file} » est une page web.',
    en: 'The attachment “{file}” is a web page.',
  },
  'file-html-form': {
    fr: 'La page jointe « {file} » demande des identifiants ou vous envoie ailleurs.',
    en: 'The attached page “{file}” asks for credentials or sends you elsewhere.',
  },
  'file-active-picture': {
    fr: 'La pièce jointe « {file} » peut contenir un programme (SVG, OneNote).',
    en: 'The attachment “{file}” may contain a program (SVG, OneNote).',
  },
  'file-disk-image': {
    fr: 'La pièce jointe « {file} » est une image de disque : on y cache des programmes.',
    en: 'The attachment “{file}” is a disk image: programs are hidden in those.',
  },
  'file-locked': {
    fr: 'La pièce jointe « {file} » est chiffrée : aucun contrôle ne peut l’ouvrir.',
    en: 'The attachment “{file}” is encrypted: no check can open it.',
  },
  'file-locked-password': {
    fr: 'La pièce jointe « {file} » est chiffrée et le mot de passe est dans le message : c’est un procédé de pirate.',
    en: 'The attachment “{file}” is encrypted and its password is in the message: an attacker’s trick.',
  },
  // Whether it is what it says.
  'authentication-fails': {
    fr: 'L’expéditeur n’a pas pu être authentifié : ce message ne vient sans doute pas de {domain}.',
    en: 'The sender could not be authenticated: this message probably does not come from {domain}.',
  },
  'known-sender-fails': {
    fr: 'Cet expéditeur est d’habitude authentifié ; ce message ne l’est pas.',
    en: 'This sender is usually authenticated; this message is not.',
  },
  'house-forged': {
    fr: 'L’adresse est celle de la maison, mais le message vient de l’extérieur sans preuve.',
    en: 'The address is of the house, but the message comes from outside without proof.',
  },
  'thread-hijacked': {
    fr: 'Il répond à une vraie conversation, mais vient de quelqu’un qui n’en faisait pas partie ({address}).',
    en: 'It answers a true conversation but comes from somebody who was no part of it ({address}).',
  },
  'colleague-taken-over': {
    fr: 'Le compte d’un collègue vous presse et mène à un site extérieur ({host}) : il est peut-être détourné.',
    en: 'A colleague’s account presses you and leads to a site outside ({host}): it may have been taken over.',
  },
  'false-answer': {
    fr: 'Il se présente comme une réponse à un message qui n’existe pas.',
    en: 'It poses as an answer to a message that does not exist.',
  },
  'first-contact': {
    fr: 'Cette adresse ne vous a jamais écrit.',
    en: 'This address never wrote to you before.',
  },
  // What its pictures hold.
  'qr-code': {
    fr: 'Il fait scanner un code QR vers {host} : un code cache son adresse et contourne les protections du poste.',
    en: 'It has you scan a QR code to {host}: a code hides its address and bypasses the computer’s protections.',
  },
  'qr-dangerous': {
    fr: 'Le code QR mène à une adresse trompeuse ({host}).',
    en: 'The QR code leads to a deceptive address ({host}).',
  },
  // What analysts have shut out.
  'blocked-sender': {
    fr: 'L’équipe de sécurité a bloqué cet expéditeur.',
    en: 'The security team has blocked this sender.',
  },
  'blocked-link': {
    fr: 'L’équipe de sécurité a bloqué un site vers lequel ce message mène ({host}).',
    en: 'The security team has blocked a site this message leads to ({host}).',
  },
  'blocked-campaign': {
    fr: 'L’équipe de sécurité a reconnu ce message : d’autres l’ont reçu et c’est un hameçonnage.',
    en: 'The security team has recognised this message: others received it and it is phishing.',
  },
  'not-read-whole': {
    fr: 'Ce message est anormalement long : tout n’a pas pu être vérifié.',
    en: 'This message is unusually long: not all of it could be checked.',
  },
  // What speaks for it.
  'trusted-house': {
    fr: 'L’expéditeur est une adresse authentifiée de la maison.',
    en: 'The sender is an authenticated address of the house.',
  },
  'trusted-known': {
    fr: 'L’expéditeur est un organisme connu, authentifié : {owner}.',
    en: 'The sender is a known and authenticated organisation: {owner}.',
  },
  'familiar-sender': {
    fr: 'Cet expéditeur écrit régulièrement et il est authentifié.',
    en: 'This sender writes regularly and is authenticated.',
  },
  'warns-of-phishing': {
    fr: 'Le message rappelle de ne jamais communiquer de mot de passe.',
    en: 'The message reminds you never to give away a password.',
  },
} as const satisfies Record<string, { fr: string; en: string }>;

export type RuleName = keyof typeof sentences;
