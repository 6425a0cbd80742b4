import { always, often, sentence, sentences, sometimes } from '../grammar.ts';
import { topic } from '../topic.ts';

const meeting = topic({
  weight: 11,
  openers: ['head', 'colleague', 'office'],
  collective: true,
  folder: sentence('Réunions'),
  subjects: sentences(
    'Réunion [d’équipe|pédagogique|de rentrée|de {matière}] – {date}, {heure}',
    'Conseil pédagogique du {date}',
    'Compte rendu de la réunion [du conseil pédagogique|de {matière}|de coordination]',
    'Ordre du jour – conseil d’administration du {date}',
    'Conseil d’école : [convocation|procès-verbal|questions des parents]',
    'Choix d’une date : liaison [école-collège|CM2-6e|3e-2de]',
  ),
  body: [
    always(
      'La réunion d’équipe aura lieu le {date} de {heure} à {heure2}, en {salle}.',
      'Vous êtes invités au conseil pédagogique du {date} à {heure} ([présence vivement souhaitée|en {salle}]).',
      'Veuillez trouver {document} de la réunion de {récemment}.',
      'Le conseil d’administration se réunira le {date} à {heure}, en {salle}.',
      'Je vous propose deux dates pour la liaison : le {date} ou le {date2}, à {heure} dans les deux cas.',
    ),
    often(
      'À l’ordre du jour :\n- approbation du procès-verbal précédent ;\n- bilan du {trimestre} ;\n- {projet} ;\n- questions diverses.',
      'Points prévus :\n- dotation horaire {année} ;\n- organisation du {examen} blanc ;\n- sécurité et exercices d’évacuation.',
      'Nous reprendrons :\n- {document} préparé par {collègue} ;\n- la progression en {matière} ;\n- les besoins de la {classe}.',
      'Principales décisions :\n- le {examen} blanc est fixé au {date2} ;\n- {collègue} coordonne {projet} ;\n- un budget de {montant} est demandé.',
    ),
    sometimes(
      'Les questions diverses doivent parvenir au secrétariat 48 heures avant.',
      'En cas d’empêchement, un pouvoir peut être donné à {collègue2}.',
      'Relisez-le et dites-moi ce qui cloche avant le {échéance}.',
      '{collègue} apporte {goûter}.',
      'Le quorum n’ayant pas été atteint la dernière fois, je compte sur vous.',
    ),
  ],
  replied: 0.45,
  replies: sentences(
    'Le {date2} me convient mieux.',
    'Petite correction au compte rendu : c’est {collègue2}, et non {collègue}, qui suit {projet}.',
    'Je serai en retard d’un quart d’heure, commencez sans moi.',
    'Peut-on ajouter {matière} en {niveau} à l’ordre du jour ?',
    'Excusez-moi pour cette réunion, je suis en formation.',
  ),
  files: sentences(
    'Ordre du jour.pdf',
    'Compte rendu du conseil pédagogique.odt',
    'PV_CA_{numéro}.pdf',
    'DHG {année}.pdf',
    'Progression {matière}.odt',
  ),
  attached: 0.24,
  invited: 0.3,
});

const purchase = topic({
  weight: 8,
  openers: ['colleague', 'office', 'supplier'],
  folder: sentence('Commandes'),
  subjects: sentences(
    'Commande de fournitures – {matière}',
    'Devis {facture}',
    'Bon de commande {numéro} : [livraison|reliquat|validation]',
    'Facture {facture} de {montant}',
    'Besoin : {fourniture}',
    'Crédits d’enseignement {année}',
  ),
  body: [
    always(
      'Il nous faudrait {fourniture} pour [la {classe}|le laboratoire|la rentrée|le {date}].',
      'Vous trouverez ci-joint le devis {facture}, d’un montant de {montant}.',
      'La commande {numéro} est arrivée [ce matin|en partie seulement|avec deux cartons abîmés].',
      'La facture {facture} ({montant}) attend votre certification de service fait.',
      'Il reste {montant} de crédits en {matière} à engager avant le {échéance}.',
    ),
    often(
      'Merci de me dire si vous validez, la promotion s’arrête le {échéance}.',
      'La livraison est prévue {jour}, entre {heure} et {heure2}.',
      'Le fournisseur n’a plus {fourniture} ; il propose un équivalent au même prix.',
      'Pouvez-vous passer à l’intendance signer le bon ?',
      'Pensez à regrouper vos demandes : en dessous de {petit_montant}, le port est facturé.',
    ),
    sometimes(
      '{collègue} a vu moins cher ailleurs.',
      'Le numéro d’engagement est {numéro}.',
      'À déposer en {salle}, s’il vous plaît.',
      'Les manuels de {niveau} sont comptés à part.',
    ),
  ],
  replied: 0.45,
  replies: sentences(
    'C’est validé, vous pouvez commander.',
    'Le carton est bien arrivé, mais il manque {fourniture}.',
    'Trop cher pour cette année : on garde l’idée pour {année}.',
    'Service fait ce jour.',
  ),
  files: sentences(
    'Devis {facture}.pdf',
    'Facture {facture}.pdf',
    'Bon de commande {numéro}.pdf',
    'Besoins {matière}.csv',
    'Catalogue.pdf',
  ),
  attached: 0.32,
});

const safety = topic({
  weight: 5,
  openers: ['head', 'office', 'rectorat'],
  collective: true,
  subjects: sentences(
    'Exercice d’évacuation le {date}',
    'PPMS : [mise à jour|exercice attentat-intrusion|rappel des consignes]',
    'Travaux [dans le bâtiment B|de la cour|du gymnase] à partir du {date}',
    '[Neige et verglas|Vents violents|Canicule] : transports scolaires {demain}',
    'Registre santé et sécurité : fiche {numéro}',
    'Protocole sanitaire – cas de [gale|varicelle|rougeole] en {classe}',
  ),
  body: [
    always(
      'Un exercice aura lieu le {date} [dans la matinée|vers {heure}|à une heure que je ne dirai pas].',
      'Des travaux commenceront le {date} et dureront {quelques} semaines ; la {salle} sera fermée.',
      'En raison des conditions météorologiques, les transports scolaires ne circuleront pas {demain} dans [la Somme|l’Oise|l’Aisne].',
      'Un cas a été signalé en {classe} ; les familles concernées sont informées.',
    ),
    often(
      'Relisez les consignes affichées près de la porte et vérifiez que la liste des élèves est dans la pochette.',
      'Le point de rassemblement de la {classe} est le fond du terrain de handball.',
      'Les élèves présents seront accueillis ; aucun ne sera renvoyé.',
      '{collègue} assure la coordination, poste {poste}.',
    ),
    sometimes(
      'Le temps de la dernière évacuation était de quatre minutes : nous pouvons mieux faire.',
      'Merci de ne pas encombrer les couloirs.',
      'Une cellule d’information répond au {téléphone}.',
    ),
  ],
  replied: 0.2,
  replies: sentences(
    'La sonnerie est inaudible en {salle}, il faudrait le signaler.',
    'Aucun élève de {classe} ce matin. Je reste à disposition.',
    'Évacuation réussie, mais {élève} a perdu une chaussure.',
  ),
  files: sentences('Consignes.pdf', 'Plan evacuation.png', 'PPMS.odt'),
  attached: 0.25,
  invited: 0.05,
});

export const house = [meeting, purchase, safety];
