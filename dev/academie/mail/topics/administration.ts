import { always, often, sentence, sentences, sometimes } from '../grammar.ts';
import { start, topic } from '../topic.ts';

const circular = topic({
  weight: 12,
  openers: ['rectorat'],
  collective: true,
  folder: sentence('Rectorat/Circulaires'),
  starts: [
    start(
      [
        'Circulaire {référence} : [mouvement des personnels|congés de formation|temps partiel|cumul d’activités]',
        'Note de service {référence} – [campagne d’évaluation|rendez-vous de carrière|protection sociale]',
        '[Rappel – |]campagne {année} de recensement des moyens',
        'Bulletin académique : parution du {aujourd_hui}',
        'Calendrier des opérations de gestion {année}',
        '[POUR ATTRIBUTION|POUR INFORMATION] – circulaire {référence}',
      ],
      always(
        'Vous trouverez en pièce jointe la circulaire {référence} relative [au mouvement des personnels|aux congés de formation|au temps partiel|aux autorisations d’absence] pour l’année {année}.',
        'La note de service {référence} précise les modalités de la campagne {année} ; elle remplace la précédente.',
        'J’ai l’honneur d’appeler votre attention sur les dispositions de la circulaire {référence}, applicables à compter du {date}.',
        'La campagne de recueil des vœux au titre de la rentrée {rentrée} sera ouverte du {date} au {date2}.',
      ),
    ),
  ],
  tail: [
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
  openers: ['exams', 'exams', 'office'],
  folder: sentence('Rectorat/Examens'),
  starts: [
    start(
      [
        'Convocation – jury du {examen}',
        'Convocation à la surveillance : {épreuve}',
        '{examen} session {rentrée} : [commission d’harmonisation|réunion d’entente|corrections dématérialisées]',
        'Ordre de mission {numéro} – {épreuve}',
        'Modification de votre convocation du {date}',
      ],
      always(
        'Vous êtes convoqué{e_lecteur} en qualité de [membre du jury|correcteur|examinateur|surveillant] pour le {examen}, le {date} à {heure}, à {ville}.',
        'Veuillez trouver votre convocation ({épreuve}) pour le {date} à {heure}.',
        'Le jury du {examen} se réunira le {date} à {heure}, en {salle}, au centre d’examen de {ville}.',
        'Votre convocation du {date} est modifiée : l’horaire devient {heure} – {heure2}.',
      ),
    ),
  ],
  tail: [
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
  openers: ['careers'],
  folder: sentence('Rectorat/Carrière'),
  starts: [
    start(
      [
        'Votre demande de mutation – accusé de réception',
        'Mouvement {rentrée} : [vérification de votre barème|vos vœux]',
      ],
      always(
        'Votre demande de mutation a bien été enregistrée sous le numéro {numéro}.',
        'Après vérification, votre barème pour le mouvement {rentrée} s’établit à {nombre}0 points.',
      ),
      often(
        'Vous pouvez contester cet élément jusqu’au {échéance} inclus.',
        'Les résultats seront publiés sur le portail le {date2}.',
      ),
    ),
    start(
      [
        'Dossier {numéro} – pièce manquante',
        'Demande de temps partiel {année} : pièce manquante',
        '[Changement de RIB|Supplément familial|Indemnité de trajet] : dossier incomplet',
      ],
      always(
        'Votre dossier {numéro} est incomplet : il manque [un justificatif de domicile|la copie du livret de famille|l’attestation de l’employeur du conjoint|un RIB récent].',
      ),
      often(
        'Les pièces sont à joindre sur le portail, au format PDF, avant le {échéance}.',
        'Aucune suite ne sera donnée aux envois par papier.',
      ),
    ),
    start(
      ['Rendez-vous de carrière le {date}', 'Votre rendez-vous de carrière'],
      always('Vous êtes éligible à un rendez-vous de carrière, fixé au {date} à {heure}.'),
      often(
        'Un compte rendu vous sera notifié dans les semaines qui suivent.',
        'L’entretien comprend une observation en situation professionnelle.',
      ),
    ),
    start(
      ['Avancement d’échelon', 'Arrêté {numéro}', 'Demande de temps partiel {année} : avis favorable'],
      always(
        'Votre passage à l’échelon supérieur prendra effet le {date2}.',
        'Votre demande, enregistrée sous le numéro {numéro}, a reçu un avis favorable.',
      ),
      often(
        'L’arrêté vous parviendra par la voie hiérarchique.',
        'Le paiement interviendra avec la paye du mois suivant, sous réserve des délais comptables.',
      ),
    ),
  ],
  tail: [
    sometimes(
      'Votre gestionnaire est joignable au {téléphone}, de 9 h à 12 h.',
      'Merci de rappeler le numéro {numéro} dans toute correspondance.',
    ),
  ],
  replied: 0.3,
  replies: sentences(
    'Pouvez-vous me confirmer que le dossier est complet ?',
    'Il me semble que mes années de remplacement n’ont pas été comptées.',
    'Le dossier {numéro} est désormais complet.',
    'À qui dois-je adresser l’original ?',
  ),
  files: sentences('Accuse_{numéro}.pdf', 'Arrete_{numéro}.pdf', 'RIB.pdf', 'Attestation.pdf'),
  attached: 0.24,
});

const training = topic({
  weight: 7,
  openers: ['training', 'training', 'colleague'],
  folder: sentence('Formations'),
  starts: [
    start(
      [
        'Formation « {formation} » : convocation',
        'Stage du {date} – {formation}',
        'Webinaire « {formation} » le {date} à {heure}',
      ],
      always(
        'La formation « {formation} » à laquelle vous êtes inscrit{e_lecteur} aura lieu le {date} de {heure} à {heure2}, [à {ville}|en visioconférence].',
      ),
      often(
        'Merci de confirmer votre présence avant le {échéance}.',
        'Apportez un exemple de séquence et, si possible, {quelques} copies d’élèves.',
        'Le repas est à votre charge ; les frais de déplacement sont remboursés.',
        'Le lien de connexion sera envoyé la veille.',
      ),
    ),
    start(
      ['[Places disponibles|Dernières places] : {formation}', 'Inscriptions ouvertes : {formation}'],
      always('Il reste {quelques} places pour « {formation} », le {date} à {ville}.'),
      often(
        'Inscription jusqu’au {échéance}, avec l’accord du chef d’établissement.',
        'Une seconde session aura lieu le {date2}.',
        'Covoiturage possible au départ de {ville} : voir avec {collègue}.',
      ),
    ),
    start(
      ['Formation « {formation} » : [supports|bilan]', '{formation} – les documents'],
      always(
        'Les supports de la formation « {formation} » sont en ligne.',
        'Voici ce qu’il faut retenir du stage « {formation} » du {récemment}, très concret.',
      ),
      often('Le questionnaire de satisfaction prend deux minutes.', 'Un résumé oral sera proposé {jour} en {salle}.'),
    ),
  ],
  replied: 0.3,
  replies: sentences(
    'Présence confirmée.',
    'Je prends une place dans le covoiturage, merci !',
    'Malheureusement, une autre réunion tombe ce jour-là : puis-je basculer sur la session suivante ?',
  ),
  files: sentences('Support – {formation}.pdf', 'Convocation_{numéro}.pdf', 'Programme.odt'),
  attached: 0.25,
  invited: 0.2,
});

export const administration = [circular, jury, career, training];
