/**
 * Whom swindlers imitate in France, with the domains that are truly theirs. The operator's own list comes before it; this
 * one is a beginning that works without any setting.
 */
import type { KnownOwner } from '../../formats/phishing/domains.ts';

const academies =
  'aix-marseille amiens besancon bordeaux clermont corse creteil dijon grenoble guadeloupe guyane lille limoges lyon martinique mayotte montpellier nancy-metz nantes nice normandie noumea orleans-tours paris poitiers reims rennes reunion strasbourg toulouse versailles polynesie spm wf caen rouen';

export const usualOwners: readonly KnownOwner[] = [
  {
    name: 'l’Éducation nationale',
    domains: ['education.gouv.fr', 'phm.education.gouv.fr', 'reseau-canope.fr', 'education.fr', ...academies.split(' ').map(name => `ac-${name}.fr`)],
    aliases: ['education nationale', 'ministere de l education nationale'],
  },
  { name: 'les impôts', domains: ['impots.gouv.fr', 'dgfip.finances.gouv.fr'], aliases: ['impots', 'dgfip', 'finances publiques', 'service des impots'] },
  { name: 'l’ANTAI (amendes)', domains: ['antai.gouv.fr', 'amendes.gouv.fr'], aliases: ['antai', 'agence nationale de traitement', 'amende gouv'] },
  { name: 'France Titres', domains: ['ants.gouv.fr'], aliases: ['ants', 'france titres'] },
  { name: 'Service-Public.fr', domains: ['service-public.fr', 'service-public.gouv.fr'], aliases: ['service public'] },
  { name: 'FranceConnect', domains: ['franceconnect.gouv.fr'], aliases: ['franceconnect', 'france connect'] },
  { name: 'l’État', domains: ['gouv.fr', 'gouvernement.fr'], aliases: ['gouvernement'] },
  { name: 'l’Assurance maladie', domains: ['ameli.fr', 'assurance-maladie.fr'], aliases: ['ameli', 'assurance maladie', 'carte vitale', 'cpam'] },
  { name: 'la CAF', domains: ['caf.fr'], aliases: ['caf', 'allocations familiales'] },
  { name: 'France Travail', domains: ['francetravail.fr'], aliases: ['france travail', 'pole emploi'] },
  { name: 'Mon compte formation', domains: ['moncompteformation.gouv.fr'], aliases: ['mon compte formation', 'cpf'] },
  { name: 'la MGEN', domains: ['mgen.fr'], aliases: ['mgen'] },
  { name: 'la CASDEN', domains: ['casden.fr'], aliases: ['casden'] },
  { name: 'La Poste', domains: ['laposte.fr', 'laposte.net', 'colissimo.fr', 'notif-laposte.info'], aliases: ['la poste', 'colissimo'] },
  { name: 'Chronopost', domains: ['chronopost.fr'], aliases: ['chronopost'] },
  { name: 'Mondial Relay', domains: ['mondialrelay.fr', 'mondialrelay.com'], aliases: ['mondial relay'] },
  { name: 'DPD', domains: ['dpd.fr', 'dpd.com'], aliases: ['dpd'] },
  { name: 'DHL', domains: ['dhl.com', 'dhl.fr'], aliases: ['dhl'] },
  { name: 'UPS', domains: ['ups.com'] },
  { name: 'La Banque Postale', domains: ['labanquepostale.fr'], aliases: ['banque postale', 'certicode'] },
  { name: 'le Crédit agricole', domains: ['credit-agricole.fr', 'ca-briepicardie.fr'], aliases: ['credit agricole'] },
  { name: 'BNP Paribas', domains: ['bnpparibas.net', 'bnpparibas.com', 'mabanque.bnpparibas'], aliases: ['bnp paribas'] },
  { name: 'la Société générale', domains: ['societegenerale.fr', 'sg.fr'], aliases: ['societe generale'] },
  { name: 'le Crédit mutuel', domains: ['creditmutuel.fr'], aliases: ['credit mutuel'] },
  { name: 'la Caisse d’épargne', domains: ['caisse-epargne.fr'], aliases: ['caisse d epargne'] },
  { name: 'la Banque populaire', domains: ['banquepopulaire.fr'], aliases: ['banque populaire'] },
  { name: 'BoursoBank', domains: ['boursobank.com', 'boursorama.com'], aliases: ['boursobank', 'boursorama'] },
  { name: 'PayPal', domains: ['paypal.com', 'paypal.fr'], anyEnding: true, aliases: ['paypal'] },
  { name: 'Amazon', domains: ['amazon.fr', 'amazon.com'], anyEnding: true, aliases: ['amazon'] },
  { name: 'eBay', domains: ['ebay.fr', 'ebay.com'], anyEnding: true, aliases: ['ebay'] },
  { name: 'Netflix', domains: ['netflix.com'], aliases: ['netflix'] },
  { name: 'Microsoft', domains: ['microsoft.com', 'office.com', 'live.com', 'outlook.com', 'microsoftonline.com', 'office365.com'], aliases: ['microsoft', 'office 365', 'sharepoint', 'onedrive'] },
  { name: 'Google', domains: ['google.com', 'google.fr', 'gmail.com', 'youtube.com'], anyEnding: true },
  { name: 'Apple', domains: ['apple.com', 'icloud.com'], aliases: ['icloud', 'apple id', 'identifiant apple'] },
  { name: 'Orange', domains: ['orange.fr'], aliases: ['orange france', 'service client orange'] },
  { name: 'SFR', domains: ['sfr.fr'], aliases: ['sfr', 'espace client sfr'] },
  { name: 'EDF', domains: ['edf.fr'], aliases: ['edf'] },
]; // biome-ignore format: one owner a line

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Providers where anybody opens a mailbox in a minute. */
export const usualFreeMail = words(`
gmail.com googlemail.com outlook.com outlook.fr hotmail.com hotmail.fr live.com live.fr msn.com yahoo.com yahoo.fr ymail.com
free.fr orange.fr wanadoo.fr sfr.fr neuf.fr bbox.fr laposte.net icloud.com me.com aol.com gmx.com gmx.fr gmx.net mail.com
mail.ru yandex.com yandex.ru proton.me protonmail.com tutanota.com zoho.com zohomail.com inbox.ru web.de t-online.de
libero.it`);

/** Hosts that hide where an address leads. */
export const usualShorteners = words(`
bit.ly tinyurl.com t.co goo.gl ow.ly is.gd buff.ly cutt.ly rebrand.ly rb.gy t.ly shorturl.at urlz.fr lc.cx tiny.cc s.id
v.gd urlr.me lnkd.in bl.ink short.io qrco.de n9.cl l.ead.me tinylink.net shorten.tv soo.gd clck.ru u.to x.co frama.link`);

/** Hosts whose pages, forms and files are anybody's. */
export const usualOpenHosts = words(`
forms.gle docs.google.com sites.google.com drive.google.com firebaseapp.com web.app weebly.com wixsite.com wixstudio.io
jotform.com typeform.com formstack.com 123formbuilder.com surveymonkey.com forms.office.com godaddysites.com webflow.io
netlify.app vercel.app pages.dev workers.dev github.io glitch.me herokuapp.com azurewebsites.net blob.core.windows.net
000webhostapp.com blogspot.com wordpress.com my.canva.site notion.site ipfs.io dweb.link r2.dev framer.website carrd.co
strikingly.com yolasite.com site123.me ucraft.site translate.goog tally.so plesk.page repl.co onrender.com`);
