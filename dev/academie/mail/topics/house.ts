import { always, often, sentence, sentences, sometimes } from '../grammar.ts';
import { start, topic } from '../topic.ts';

const meeting = topic({
  where: 'school',
  weight: 11,
  openers: ['head', 'team', 'office'],
  collective: true,
  folder: sentence('Réunions'),
  starts: [
    start(
      [
        'Réunion [d’équipe|pédagogique|de rentrée|de {matière}] – {date}, {heure}',
        'Conseil pédagogique du {date}',
        'Ordre du jour – conseil d’administration du {date}',
        'Convocation : {date}, {heure}',
      ],
      always(
        'La réunion aura lieu le {date} de {heure} à {heure2}, en {salle}.',
        'Nous nous retrouverons le {date} à {heure} ([présence vivement souhaitée|en {salle}]).',
      ),
      often(
        'À l’ordre du jour :\n- approbation du procès-verbal précédent ;\n- bilan du {trimestre} ;\n- {projet} ;\n- questions diverses.',
        'Points prévus :\n- dotation horaire {année} ;\n- organisation du {examen} blanc ;\n- sécurité et exercices d’évacuation.',
        'Nous reprendrons :\n- {document} de {collègue} ;\n- la progression en {matière} ;\n- les besoins de la {classe}.',
      ),
      sometimes(
        'Les questions diverses doivent parvenir au secrétariat 48 heures avant.',
        'En cas d’empêchement, un pouvoir peut être donné à {collègue2}.',
        'Le quorum n’ayant pas été atteint la dernière fois, je compte sur vous.',
      ),
    ),
    start(
      [
        'Compte rendu de la réunion [du conseil pédagogique|de {matière}|de coordination]',
        'Relevé de décisions du {récemment}',
        'Procès-verbal – [conseil d’école|conseil d’administration]',
      ],
      always(
        'Voici le compte rendu de la réunion du {récemment}.',
        'Merci pour votre participation du {récemment} ; ci-dessous, l’essentiel.',
      ),
      always(
        'Principales décisions :\n- le {examen} blanc est fixé au {date2} ;\n- {collègue} coordonne {projet} ;\n- un budget de {montant} est demandé.',
        'À retenir :\n- la {classe} garde deux heures de {matière} en groupes ;\n- {collègue} et {collègue2} préparent {projet} ;\n- prochaine réunion le {date2}.',
      ),
      sometimes('Relisez-le et dites-moi ce qui cloche avant le {échéance}.'),
    ),
    start(
      ['Choix d’une date : liaison [école-collège|CM2-6e|3e-2de]', 'Quelle date pour {projet} ?'],
      always(
        'Je vous propose deux dates : le {date} ou le {date2}, à {heure} dans les deux cas.',
        'Merci d’indiquer vos disponibilités pour le {date} et le {date2}.',
      ),
    ),
  ],
  tail: [sometimes('{collègue} apporte {goûter}.', 'Les excusés peuvent m’écrire avant.')],
  replied: 0.45,
  replies: sentences(
    'Le {date2} me convient mieux.',
    'Petite correction : c’est {collègue2}, et non {collègue}, qui suit {projet}.',
    'J’aurai un quart d’heure de retard, commencez sans moi.',
    'Peut-on ajouter la question de {matière} en {niveau} ?',
    'Je vous prie de m’excuser pour cette réunion, je suis en formation.',
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
  weight: 6,
  openers: ['team', 'office'],
  folder: sentence('Commandes'),
  starts: [
    start(
      ['Commande de fournitures – {matière}', 'Besoin : {fourniture}'],
      always(
        'Il nous faudrait {fourniture} pour [la rentrée|le {date}|le trimestre prochain].',
        'Pourrait-on commander {fourniture} avant le {échéance} ?',
      ),
      sometimes('{collègue} a vu moins cher ailleurs.', 'Le devis est d’environ {montant}.'),
    ),
    start(
      ['Crédits {année}', 'Bon de commande {numéro} : validation'],
      always(
        'Il reste {montant} de crédits à engager avant le {échéance}.',
        'Le bon de commande {numéro} ({montant}) attend votre signature.',
      ),
      sometimes('Pensez à regrouper vos demandes : en dessous de {petit_montant}, le port est facturé.'),
    ),
    start(
      ['Facture {facture} de {montant}', 'Livraison du {récemment}'],
      always(
        'La facture {facture} ({montant}) attend votre certification de service fait.',
        'La commande {numéro} est arrivée [ce matin|en partie seulement|avec deux cartons abîmés].',
      ),
      sometimes('Pouvez-vous passer à l’intendance signer le bon ?'),
    ),
  ],
  replied: 0.45,
  replies: sentences(
    'C’est validé, vous pouvez commander.',
    'Le carton est bien arrivé, mais il manque {fourniture}.',
    'Trop cher pour cette année : on garde l’idée pour la suivante.',
    'Service fait ce jour.',
  ),
  files: sentences(
    'Devis {facture}.pdf',
    'Facture {facture}.pdf',
    'Bon de commande {numéro}.pdf',
    'Besoins {matière}.csv',
  ),
  attached: 0.3,
});

const supplier = topic({
  weight: 4,
  openers: ['supplier'],
  folder: sentence('Commandes'),
  starts: [
    start(
      ['Votre devis {facture}', 'Devis {facture} – {montant}'],
      always('Suite à votre demande, vous trouverez ci-joint le devis {facture}, d’un montant de {montant}.'),
      often('Cette offre est valable jusqu’au {date2}.', 'La remise de fin d’année est déjà déduite.'),
    ),
    start(
      ['Commande {numéro} : [expédition|reliquat|confirmation]'],
      always(
        'Votre commande {numéro} a été expédiée et sera livrée {jour}, entre {heure} et {heure2}.',
        'Nous n’avons plus {fourniture} en stock ; nous vous proposons un équivalent au même prix.',
      ),
      sometimes('Merci de vérifier les colis en présence du livreur.'),
    ),
    start(
      ['Facture {facture}', 'Rappel : facture {facture}'],
      always(
        'Veuillez trouver la facture {facture}, d’un montant de {montant}, payable à trente jours.',
        'Sauf erreur de notre part, la facture {facture} ({montant}) reste due.',
      ),
      sometimes('Merci de rappeler le numéro d’engagement {numéro} lors du paiement.'),
    ),
  ],
  replied: 0.35,
  replies: sentences(
    'Le devis nous convient, la commande suit.',
    'La livraison est incomplète : il manque {fourniture}.',
    'Merci de déposer cette facture sur le portail prévu à cet effet.',
  ),
  files: sentences('Devis {facture}.pdf', 'Facture {facture}.pdf', 'Catalogue.pdf'),
  attached: 0.6,
});

const safety = topic({
  where: 'school',
  weight: 5,
  openers: ['head', 'office'],
  collective: true,
  starts: [
    start(
      ['Exercice d’évacuation le {date}', 'PPMS : [exercice attentat-intrusion|rappel des consignes]'],
      always('Un exercice aura lieu le {date} [dans la matinée|vers {heure}|à une heure que je ne dirai pas].'),
      often(
        'Relisez les consignes affichées près de la porte et vérifiez que la liste des élèves est dans la pochette.',
        'Le point de rassemblement de la {classe} est le fond du terrain de handball.',
        'Le temps de la dernière évacuation était de quatre minutes : nous pouvons mieux faire.',
      ),
    ),
    start(
      ['Travaux [dans le bâtiment B|de la cour|du gymnase] à partir du {date}'],
      always('Des travaux commenceront le {date} et dureront {quelques} semaines ; la {salle} sera fermée.'),
      often('Merci de ne pas encombrer les couloirs.', 'Les cours prévus là auront lieu ailleurs : voyez l’affichage.'),
    ),
    start(
      ['[Neige et verglas|Vents violents] : transports scolaires {demain}'],
      always(
        'En raison des conditions météorologiques, les transports scolaires ne circuleront pas {demain} dans le département.',
      ),
      often('Les élèves présents seront accueillis ; aucun ne sera renvoyé.'),
    ),
    start(
      ['Un cas de [gale|varicelle|rougeole] en {classe}', 'Protocole sanitaire – {classe}'],
      always('Un cas a été signalé en {classe} ; les familles concernées sont informées.'),
      often('L’infirmière répond à vos questions au poste {poste}.'),
    ),
  ],
  tail: [
    sometimes('{collègue} assure la coordination, poste {poste}.', 'Une cellule d’information répond au {téléphone}.'),
  ],
  replied: 0.2,
  replies: sentences(
    'La sonnerie est inaudible en {salle}, il faudrait le signaler.',
    'Très peu d’élèves de {classe} ce matin. Je reste à disposition.',
    'Bien noté, la {classe} est prévenue.',
  ),
  files: sentences('Consignes.pdf', 'Plan.png', 'PPMS.odt'),
  attached: 0.25,
});

export const house = [meeting, purchase, supplier, safety];
