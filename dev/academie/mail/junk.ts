/** Unwanted mail: spam, and phishing that imitates the house. Every link and address leads to `.test`. */
import type { Random } from '../random.ts';
import { party, plainSheet, type Written, write } from './compose.ts';
import { upperFirst } from './conversation.ts';
import { sentences, type Template } from './grammar.ts';
import { type Circle, sceneOf, service } from './scene.ts';

interface Bait {
  from: readonly (readonly [name: string, address: string])[];
  subjects: readonly Template[];
  text: readonly Template[];
  link: string;
}

const baits: readonly Bait[] = [
  {
    from: [
      ['Service messagerie académique', 'support@ac-amiens-messagerie.test'],
      ['Administrateur Webmail', 'webmail@ac-amiens.test.compte-verif.test'],
      ['DSI Rectorat', 'dsi.rectorat@courriel-libre.test'],
    ],
    subjects: sentences(
      'URGENT : votre compte sera suspendu sous 24 h',
      'Votre boîte a dépassé son quota',
      'Dernier avertissement avant fermeture',
      '[Action requise|Vérification obligatoire] de votre messagerie',
      'Mise à jour de sécurité : validez votre mot de passe',
    ),
    text: sentences(
      'Votre boîte aux lettres a atteint {pourcent} de sa capacité. Sans action de votre part, elle sera suspendue {demain}.',
      'Une activité inhabituelle a été détectée. Confirmez immédiatement votre identifiant et votre mot de passe pour éviter la fermeture de votre compte.',
      'Suite à la migration de nos serveurs, tous les personnels doivent valider leur compte avant le {échéance}, sous peine de perte définitive des messages.',
    ),
    link: 'https://ac-amiens.validation-compte.test/session',
  },
  {
    from: [
      ['Gestion des personnels', 'paye@primes-enseignants.test'],
      ['Service des pensions', 'contact@retraite-info.test'],
    ],
    subjects: sentences(
      'Régularisation de votre paye : {montant}',
      'Prime exceptionnelle {année}',
      'Votre remboursement de {montant} est en attente',
      'Document RH à signer avant le {échéance}',
    ),
    text: sentences(
      'Un trop-perçu de cotisations de {montant} vous sera reversé. Indiquez vos coordonnées bancaires pour recevoir le virement.',
      'Votre prime de {montant} n’a pas pu être versée : mettez à jour votre RIB avant le {échéance}.',
      'Un document confidentiel vous attend. Connectez-vous avec vos identifiants professionnels.',
    ),
    link: 'https://remboursement.primes-enseignants.test/rib',
  },
  {
    from: [
      ['Colis Express', 'suivi@colis-retard.test'],
      ['Livraison 24', 'notification@livraison24.test'],
    ],
    subjects: sentences(
      'Votre colis {numéro} est bloqué',
      'Frais de livraison impayés : 1,95 €',
      'Dernière tentative de livraison',
    ),
    text: sentences(
      'Votre colis {numéro} n’a pas pu être livré. Réglez 1,95 € de frais pour le débloquer avant le {échéance}.',
      'Adresse incomplète : confirmez vos coordonnées sous 48 heures.',
    ),
    link: 'https://paiement.colis-retard.test/1',
  },
  {
    from: [
      ['Cartouches pas chères', 'promo@encre-folle.test'],
      ['Bureau Discount', 'offres@bureau-promo.test'],
      ['Stylos & Co', 'commercial@stylos-co.test'],
    ],
    subjects: sentences(
      '-70 % sur les cartouches, {demain} seulement',
      '{nombre} stylos gravés offerts',
      'Le vidéoprojecteur à {montant} !!!',
      'Spécial établissements : crédit de fin d’année',
    ),
    text: sentences(
      'Profitez de notre offre folle : jusqu’à {pourcent} de remise sur tout le catalogue !',
      'Commandez {fourniture} et recevez un cadeau mystère.',
      'Plus que {quelques} jours pour utiliser vos crédits. Livraison offerte dès {petit_montant}.',
    ),
    link: 'https://boutique.encre-folle.test/promo',
  },
  {
    from: [
      ['Maître Adélaïde Boisgrelier', 'notaire@heritage-rapide.test'],
      ['Loterie Continentale', 'gagnant@loterie-continentale.test'],
      ['Investir Malin', 'conseil@rendement-garanti.test'],
    ],
    subjects: sentences(
      'Succession de feu M. Grandfossé',
      'FÉLICITATIONS : vous avez gagné',
      '{pourcent} de rendement garanti',
      'Proposition confidentielle',
    ),
    text: sentences(
      'Je suis chargée de la succession d’un parent éloigné, d’un montant de {numéro}00 €. Votre discrétion est indispensable.',
      'Votre adresse a été tirée au sort parmi {numéro}0 participants. Répondez vite pour toucher votre lot.',
      'Nos experts ont mis au point une méthode que votre banque vous cache.',
    ),
    link: 'https://dossier.heritage-rapide.test/',
  },
  {
    from: [
      ['Santé Zen', 'info@sante-zen.test'],
      ['Minceur Express', 'bonjour@minceur-express.test'],
      ['Mutuelle Comparée', 'devis@mutuelle-comparee.test'],
    ],
    subjects: sentences(
      'Mal de dos ? La solution des professeurs',
      'Perdez {quelques} kilos avant l’été',
      'Votre mutuelle vous coûte trop cher',
      'Dormez enfin',
    ),
    text: sentences(
      'Des milliers d’enseignants ont déjà adopté notre coussin breveté.',
      'Comparez gratuitement et économisez jusqu’à {montant} par an.',
      'Satisfait ou remboursé, à partir de {petit_montant}.',
    ),
    link: 'https://essai.sante-zen.test/offre',
  },
];

/** A message that belongs in the junk folder; `phishing` keeps to those that want a password or a bank account. */
export function junk(random: Random, circle: Circle, at: number, phishing: boolean): Written {
  const bait = random.pick(phishing ? baits.slice(0, 2) : baits);
  const [name, address] = random.pick(bait.from);
  const author = service(name, address, [name], true);
  const scene = sceneOf(random, at, author, circle.owner, circle);
  const link = `${bait.link}?id=${random.bytes(6).toString('hex')}`;
  return write(random, {
    ...plainSheet,
    at,
    author,
    to: [party({ ...circle.owner, name: random.chance(0.5) ? circle.owner.address : circle.owner.name })],
    subject: upperFirst(random.pick(bait.subjects)(scene)),
    paragraphs: [
      random.chance(0.5) ? 'Cher utilisateur,' : 'Bonjour,',
      upperFirst(random.pick(bait.text)(scene)),
      `Cliquez ici\u00a0: ${link}`,
      random.pick(['Cordialement,', 'Le service clients', 'Ne répondez pas à ce message.']),
    ],
  });
}
