/**
 * What words are about. Each concept gathers the French and English words that bring it up: whole, by their beginning
 * (`suspen*`), or several in a row; long ones also with one slip of the pen. All folded: no accents, no capitals.
 */
import { withinEdits } from '../../formats/phishing/distance.ts';

export const concepts = {
  account:
    'compte|comptes|boite aux lettres|boite mail|boite de reception|boite de messagerie|boite electronique|boite|messagerie|webmail|espace personnel|espace client|profil|mailbox|account|accounts|e-mail account|zimbra|roundcube|office 365|outlook web',
  ends: 'suspen*|desactiv*|bloqu*|verrouill*|ferme|fermee|fermer|fermeture|cloture*|supprime|supprimee|supprimer|suppression|resili*|restrein*|restrict*|limitee|terminat*|deactivat*|disabled|disable|blocked|locked|closed|closure|expire|expirera|expired|expires|perdrez|perte|interrompu*|interruption|cesser*|shut down',
  urgent:
    'urgent|urgente|urgence|urgemment|immediat|immediate|immediatement|immediately|sans delai|plus brefs delais|au plus vite|des reception|dernier avertissement|dernier rappel|derniere relance|ultime|final notice|final warning|last warning|avant fermeture|sous 24|sous 48|sous 72|dans les 24|dans les 48|dans les 72|within 24|within 48|24 heures|48 heures|72 heures|24h|48h|72h|24 hours|48 hours|asap|as soon as possible|aujourd hui meme|sous peine|sans tarder',
  verify:
    'verifi*|confirm*|valid*|authentifi*|reactiv*|actualis*|mettre a jour|mettez a jour|mise a jour|metre a jour|verify|validate|update|reactivate|authenticate|regularis*|debloqu*|deverrouill*|migrer|restaurer|restore|recuperer|maintenir|conserver',
  secret:
    'mot de passe|mots de passe|mot de pass|mot de pase|motdepasse|motdepass|mdp|identifiant|identifiants|code confidentiel|code secret|code pin|codes d acces|code d acces|password|passwords|passcode|credentials|credential|username|user name|login and password|pin number|code de validation|code recu par sms',
  numen: 'numen|nir|numero de securite sociale|social security number|ssn',
  ask: 'communiqu*|indiqu*|renseign*|saisi*|saisir|entrez|entrer|fourni*|transmett*|envoyez|envoyer|renvoyez|repondez|repondre|remplir|remplissez|complet*|precise*|donnez|enter|provide|submit|send us|reply with|reply to this|fill|supply|ressaisi*',
  click:
    'cliqu*|click*|lien|link|bouton|button|ci-dessous|ci dessous|ci-apres|suivant|here below|following link|acceder|accedez|connectez|connecter|connexion|log in|login|sign in|scannez|scanner|scan|flashez|ouvrez|telecharg*|download',
  quota:
    'quota|espace de stockage|capacite|stockage|depass*|sature*|pleine|presque plein|storage|mailbox is full|exceeded|limite de stockage',
  bank: 'rib|iban|coordonnees bancaires|carte bancaire|carte bleue|numero de carte|cryptogramme|compte bancaire|donnees bancaires|bank details|bank account|credit card|card number|cvv|debit card|references bancaires|releve d identite bancaire|carte de paiement|moyen de paiement|informations de paiement|billing information|payment method',
  parcel:
    'colis|amende|contravention|stationnement|peage|livraison|livreur|expedition|douane|dedouanement|point relais|parcel|package|delivery|shipment|customs|affranchissement',
  pay: 'regler|reglez|regle|payer|payez|paye|paiement|impaye*|acquitter|acquittez|pay|unpaid',
  fee: 'frais|somme|solde|fee|surtaxe|supplement|majoration|facture|facturation',
  refund:
    'rembours*|trop percu|trop-percu|prime|indemnite|rappel de salaire|regularisation|refund|bonus|reversement|credit d impot|aide exceptionnelle|versement|reverse|crediter|avoir',
  gift: 'carte cadeau|cartes cadeaux|carte cadeaux|cartes cadeau|pcs|neosurf|transcash|toneo|code de recharge|codes de recharge|itunes|google play|gift card|gift cards|paysafecard|carte prepayee|cartes prepayees|tickets pcs|bons d achat',
  discreet:
    'es tu disponible|etes vous disponible|etes-vous disponible|es-tu disponible|tu es disponible|vous etes disponible|are you available|are you at your desk|en reunion|pas joignable|ne m appelle pas|ne pas m appeler|par mail uniquement|uniquement par mail|confidentiel|confidentielle|confidentialite|discretion|discretement|service a te demander|service a vous demander|petit service|rendre un service|tache a te confier|tache a vous confier|quick task|quick favor|favour|rends moi un service|numero de portable|numero whatsapp|whatsapp|rembourserai|te rembourse',
  transfer:
    'virement|virements|transfert de fonds|wire transfer|changement de rib|nouveau rib|nouvelles coordonnees bancaires|changement de coordonnees bancaires|changer mon rib|modifier mon rib|modification de mes coordonnees|nouvel iban|new bank|change my bank|virer|fournisseur|payroll|direct deposit|changement de banque|change de banque',
  blackmail:
    'webcam|camera|pirate|hacke|logiciel espion|cheval de troie|trojan|spyware|video de vous|video intime|enregistre|site pour adultes|sites pornographiques|pornographique|masturb*|hacked|vos contacts|pedopornograph*|cyberpornograph*|pedophil*|exhibition*',
  law: 'gendarmerie|europol|interpol|brigade de protection des mineurs|procureur|mandat d arret|poursuites judiciaires|poursuites penales|convocation judiciaire|citation a comparaitre|legal action|huissier|police judiciaire|fichier national|tribunal',
  prize:
    'gagne|gagnant|gagnante|loterie|heritage|heritier|heritiere|beneficiaire|tirage au sort|lottery|winner|inheritance|next of kin|millions de dollars|million dollars|millions d euros|feu mon|defunt|defunte|succession|donation|legs|leguer|deceased|foreign account|fund transfer|beneficiary|legataire|my late|late father|late husband|united states dollars|us dollars|u s dollars|million us|usd|security company|consignment|business proposal|mutual benefit|foreign partner|foreign partners|modalities|remittance|late head of state',
  document:
    'document partage|fichier partage|a partage|document securise|message vocal|messagerie vocale|nouveau fax|signature electronique|document a signer|document en attente|voicemail|shared document|shared a|fax|docusign|wetransfer|document confidentiel|bon de commande|piece jointe securisee|facture en attente|document rh|signer|message chiffre|message securise',
  greeting:
    'cher utilisateur|chere utilisatrice|cher client|chere cliente|chers utilisateurs|cher abonne|cher membre|cher usager|cher titulaire|cher collaborateur|dear user|dear customer|dear member|dear client|dear account|dear email|dear valued|attention utilisateur|cher proprietaire|utilisateur de messagerie|cher contribuable|cher assure',
  never:
    'jamais|never|ne demande|ne demandons|ne demandera|ne vous demande|ne vous demandera|ne vous demandons|will not ask|do not ask|does not ask|ne communiquez|ne communiquer|ne transmettez|ne pas communiquer|ne divulguez|ne partagez|ne repondez pas aux|do not share|don t share',
  mine: 'mon compte|ma boite|ma messagerie|mon mot de passe|mes identifiants|mon espace|my account|my mailbox|my password',
  withheld:
    'messages entrants|courriels entrants|mails entrants|erreur de synchronisation|messages retenus|courriels retenus|messages en attente|courriels en attente|messages bloques|courriels bloques|quarantaine|pu vous etre remis|incoming messages|pending messages|undelivered messages|held messages',
  coin: 'bitcoin|bitcoins|btc|cryptomonnaie|cryptomonnaies|rancon|ethereum|usdt',
  yours: 'votre|vos|your|ton|ta|tes',
  machine:
    'administrateur|administration systeme|equipe informatique|service informatique|support technique|support informatique|help desk|helpdesk|it department|it support|system administrator|equipe support|equipe de messagerie|service technique|administrator|webmaster|service messagerie|equipe messagerie|service securite|equipe securite|security team|dsi',
  activity:
    'activite inhabituelle|activite suspecte|connexion inhabituelle|connexion suspecte|tentative de connexion|acces non autorise|appareil inconnu|unusual activity|suspicious activity|unusual sign|unauthorized|unauthorised|nouvelle connexion|connexion depuis|piratage|usurpation',
} as const satisfies Record<string, string>;

export type Concept = keyof typeof concepts;

const names = Object.keys(concepts) as Concept[];
/** One bit a concept. */
export const bits = Object.fromEntries(names.map((name, index) => [name, 1 << index])) as Record<Concept, number>;

/** Words of seven letters and more that are also known with one slip. */
const slips: Readonly<Record<string, Concept>> = {
  messagerie: 'account',
  account: 'account',
  suspendu: 'ends',
  suspendue: 'ends',
  suspended: 'ends',
  suspension: 'ends',
  desactive: 'ends',
  fermeture: 'ends',
  terminated: 'ends',
  immediatement: 'urgent',
  immediately: 'urgent',
  urgemment: 'urgent',
  verifier: 'verify',
  verification: 'verify',
  confirmer: 'verify',
  confirmez: 'verify',
  valider: 'verify',
  validation: 'verify',
  motdepasse: 'secret',
  identifiant: 'secret',
  identifiants: 'secret',
  password: 'secret',
  cliquez: 'click',
  livraison: 'parcel',
  remboursement: 'refund',
  bancaires: 'bank',
};

const whole = new Map<string, number>();
const beginnings = new Map<string, { text: string; bits: number }[]>();
const rows = new Map<string, { rest: readonly string[]; bits: number }[]>();
for (const name of names) {
  for (const entry of concepts[name].split('|')) {
    const words = entry.split(/[^a-z0-9$*]+/).filter(word => word !== '');
    const [first = ''] = words;
    if (words.length > 1) rows.set(first, [...(rows.get(first) ?? []), { rest: words.slice(1), bits: bits[name] }]);
    else if (first.endsWith('*')) {
      const text = first.slice(0, -1);
      const key = text.slice(0, 4);
      beginnings.set(key, [...(beginnings.get(key) ?? []), { text, bits: bits[name] }]);
    } else whole.set(first, (whole.get(first) ?? 0) | bits[name]);
  }
}

/** By length: a slip of the pen makes a word one letter longer or shorter at most. */
const misspelt = Object.groupBy(
  Object.entries(slips).map(([word, concept]) => ({ word, letters: lettersOf(word), bits: bits[concept] })),
  ({ word }) => word.length,
);

/** The concepts that the word at `at` brings up, the following ones counted where they belong to it. */
export function conceptsAt(tokens: readonly string[], at: number): number {
  const token = tokens[at]!;
  const followed = rows.get(token);
  let found = 0;
  if (followed !== undefined) {
    for (const { rest, bits } of followed) {
      if (rest.every((word, index) => word === tokens[at + 1 + index])) found |= bits;
    }
  }
  const alone = known.get(token) ?? remember(token, wordConcepts(token));
  if ((found | alone) !== 0 || token.length < 7 || token.length > 15) return found | alone;
  return slipped.get(token) ?? rememberSlip(token, misspeltConcept(token));
}

/** What the word brings up by itself. */
function wordConcepts(token: string): number {
  let found = whole.get(token) ?? 0;
  if (token.length < 5) return found;
  for (const { text, bits } of beginnings.get(token.slice(0, 4)) ?? []) if (token.startsWith(text)) found |= bits;
  return found;
}

/**
 * Words looked up before: a language has few, and most of the judge's time went into looking for slips in honest ones.
 * Answers of pure functions; when there are too many, all are forgotten.
 */
const known = new Map<string, number>();
const slipped = new Map<string, number>();
const mostKnown = 20_000;

function remember(token: string, found: number): number {
  if (token.length > 30) return found;
  if (known.size >= mostKnown) known.clear();
  known.set(token, found);
  return found;
}

function rememberSlip(token: string, found: number): number {
  if (slipped.size >= mostKnown) slipped.clear();
  slipped.set(token, found);
  return found;
}

function misspeltConcept(token: string): number {
  const letters = lettersOf(token);
  for (let length = token.length - 1; length <= token.length + 1; length++) {
    for (const known of misspelt[length] ?? []) {
      if (bitCount(known.letters ^ letters) <= 2 && withinEdits(token, known.word, 1)) return known.bits;
    }
  }
  return 0;
}

/** One bit a letter: words with more than two differing bits are more than one edit apart. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << ((word.charCodeAt(at) - 97) & 31);
  return letters;
}

function bitCount(value: number): number {
  let left = value - ((value >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
