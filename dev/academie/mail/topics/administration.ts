import { always, often, sentence, sentences, sometimes } from '../grammar.ts';
import { topic } from '../topic.ts';

const circular = topic({
  weight: 12,
  openers: ['rectorat'],
  collective: true,
  folder: sentence('Rectorat/Circulaires'),
  subjects: sentences(
    'Circulaire {référence} : [mouvement des personnels|congés de formation|temps partiel|cumul d’activités]',
    'Note de service {référence} – [campagne d’évaluation|rendez-vous de carrière|protection sociale]',
    '[Rappel – |]campagne {année} de recensement des moyens',
    'Bulletin académique : parution du {aujourd_hui}',
    'Calendrier des opérations de gestion {année}',
    '[POUR ATTRIBUTION|POUR INFORMATION] – circulaire {référence}',
  ),
  body: [
    always(
      'Vous trouverez en pièce jointe la circulaire {référence} relative [au mouvement des personnels|aux congés de formation|au temps partiel|aux autorisations d’absence] pour l’année {année}.',
      'La note de service {référence} précise les modalités de la campagne {année} ; elle remplace la précédente.',
      'J’ai l’honneur d’appeler votre attention sur les dispositions de la circulaire {référence}, applicables à compter du {date}.',
      'La campagne de recueil des vœux au titre de la rentrée {rentrée} sera ouverte du {date} au {date2}.',
    ),
    often(
      'Les demandes seront déposées [exclusivement |]sur le portail, avant le {date2}, délai de rigueur.',
      'Je vous remercie d’en assurer la diffusion auprès de l’ensemble des personnels placés sous votre autorité, y compris ceux en congé.',
      'Les dossiers incomplets ou parvenus hors délai ne pourront être examinés.',
      'Les pièces justificatives sont à transmettre sous couvert de la voie hiérarchique avant le {échéance}.',
      'Un accusé de réception sera délivré automatiquement ; il vaut preuve de dépôt.',
    ),
    sometimes(
      'Les principales nouveautés portent sur les priorités médicales et le rapprochement de conjoints.',
      'Mes services restent à votre disposition au {téléphone}.',
      'Une réunion d’information se tiendra le {date} à {heure} à {ville}.',
      'L’administration ne demande jamais de mot de passe par courriel : toute demande de ce genre est à signaler.',
    ),
  ],
  replied: 0.08,
  replies: sentences(
    'Les personnels en disponibilité sont-ils concernés ?',
    'Bien reçu. Diffusion faite ce jour par voie d’affichage et par courriel.',
    'Pouvez-vous confirmer la date limite ? Deux figurent dans le document.',
  ),
  files: sentences(
    'Circulaire {référence}.pdf',
    'Annexe 1 – formulaire.odt',
    'Calendrier_{année}.pdf',
    'Note de service.pdf',
  ),
  attached: 0.5,
});

const jury = topic({
  weight: 8,
  openers: ['rectorat', 'office'],
  folder: sentence('Rectorat/Examens'),
  subjects: sentences(
    'Convocation – jury du {examen}',
    'Convocation à la surveillance : {épreuve}',
    '{examen} session {rentrée} : [commission d’harmonisation|réunion d’entente|corrections dématérialisées]',
    'Ordre de mission {numéro} – {épreuve}',
    'Modification de votre convocation du {date}',
  ),
  body: [
    always(
      'Vous êtes convoqué{e_lecteur} en qualité de [membre du jury|correcteur|examinateur|surveillant] pour le {examen}, le {date} à {heure}, à {ville}.',
      'Veuillez trouver votre convocation ({épreuve}) pour le {date} à {heure}.',
      'Le jury du {examen} se réunira le {date} à {heure}, en {salle}, au centre d’examen de {ville}.',
      'Votre convocation du {date} est modifiée : l’horaire devient {heure} – {heure2}.',
    ),
    often(
      'Cette convocation vaut ordre de mission ; elle est à présenter à l’entrée du centre.',
      'Un lot de {nombre} copies vous sera attribué le {date2}.',
      'Tout empêchement doit être justifié auprès de la division des examens avant le {échéance}.',
      'Les frais de déplacement sont à saisir dans le mois qui suit la mission.',
    ),
    sometimes(
      'La participation aux jurys est une obligation de service.',
      'Le repas de midi peut être pris au self du centre ({petit_montant}).',
      'Munissez-vous d’une pièce d’identité.',
      'Les consignes de correction sont confidentielles.',
    ),
  ],
  replied: 0.2,
  replies: sentences(
    'Je suis déjà convoqué{e} ailleurs le même jour : laquelle des deux convocations prévaut ?',
    'Bien reçu, je serai présent{e}.',
    'Est-il possible d’être affecté{e} plus près de {ville} ?',
  ),
  files: sentences('Convocation_{numéro}.pdf', 'Ordre de mission {numéro}.pdf', 'Consignes.pdf'),
  attached: 0.5,
  invited: 0.08,
});

const career = topic({
  weight: 7,
  openers: ['rectorat'],
  folder: sentence('Rectorat/Carrière'),
  subjects: sentences(
    'Votre demande de mutation – [accusé de réception|barème|résultat]',
    'Mouvement {rentrée} : [vérification de votre barème|pièces manquantes]',
    'Rendez-vous de carrière le {date}',
    'Avancement d’échelon',
    'Demande de temps partiel {année} : [avis favorable|dossier reçu|pièce manquante]',
    'Dossier {numéro} – [changement de RIB|supplément familial|indemnité de trajet]',
  ),
  body: [
    always(
      'Votre demande de mutation a bien été enregistrée sous le numéro {numéro}.',
      'Après vérification, votre barème pour le mouvement {rentrée} s’établit à {nombre}0 points.',
      'Vous êtes éligible à un rendez-vous de carrière, fixé au {date} à {heure}.',
      'Votre dossier {numéro} est incomplet : il manque [un justificatif de domicile|la copie du livret de famille|l’attestation de l’employeur du conjoint|un RIB récent].',
      'Votre passage à l’échelon supérieur prendra effet le {date2}.',
    ),
    often(
      'Vous pouvez contester cet élément jusqu’au {échéance} inclus.',
      'Les pièces sont à joindre sur le portail, au format PDF, avant le {échéance}.',
      'Un compte rendu vous sera notifié dans les semaines qui suivent.',
      'L’arrêté vous parviendra par la voie hiérarchique.',
    ),
    sometimes(
      'Votre gestionnaire est joignable au {téléphone}, de 9 h à 12 h.',
      'Le paiement interviendra avec la paye du mois suivant, sous réserve des délais comptables.',
      'Aucune suite ne sera donnée aux envois par papier.',
    ),
  ],
  replied: 0.3,
  replies: sentences(
    'Je joins la pièce demandée. Pouvez-vous me confirmer que le dossier est complet ?',
    'Il me semble que mes années de remplaçant{e} n’ont pas été comptées.',
    'Votre pièce a été ajoutée au dossier, qui est désormais complet.',
  ),
  files: sentences('Accuse_{numéro}.pdf', 'Arrete_{numéro}.pdf', 'RIB.pdf', 'Attestation.pdf'),
  attached: 0.24,
});

const training = topic({
  weight: 7,
  openers: ['rectorat', 'colleague'],
  folder: sentence('Formations'),
  subjects: sentences(
    'Formation « {formation} » : [convocation|inscription|supports|bilan]',
    'Stage du {date} – {formation}',
    '[Places disponibles|Dernières places] : {formation}',
    'Webinaire « {formation} » le {date} à {heure}',
  ),
  body: [
    always(
      'Vous êtes inscrit{e_lecteur} à la formation « {formation} », le {date} de {heure} à {heure2}, [à {ville}|en visioconférence].',
      'Il reste {quelques} places pour « {formation} », le {date} à {ville}.',
      'Les supports de la formation « {formation} » sont en ligne.',
      'Je reviens du stage « {formation} », très concret : je vous en fais un résumé {jour} si cela vous dit.',
    ),
    often(
      'Merci de confirmer votre présence avant le {échéance}.',
      'Apportez un exemple de séquence et, si possible, {quelques} copies d’élèves.',
      'Le repas est à votre charge ; les frais de déplacement sont remboursés.',
      'Le questionnaire de satisfaction prend deux minutes.',
    ),
    sometimes(
      'Le chef d’établissement reçoit copie de cette convocation.',
      'Le lien de connexion sera envoyé la veille.',
      'Une seconde session aura lieu le {date2}.',
      'Covoiturage possible au départ de {ville} : voir avec {collègue}.',
    ),
  ],
  replied: 0.3,
  replies: sentences(
    'Présence confirmée.',
    'Je prends une place dans le covoiturage, merci !',
    'Malheureusement le conseil de {classe} tombe ce jour-là : puis-je basculer sur la session suivante ?',
  ),
  files: sentences('Support – {formation}.pdf', 'Convocation_{numéro}.pdf', 'Programme.odt'),
  attached: 0.25,
  invited: 0.2,
});

export const administration = [circular, jury, career, training];
