/** The page of help. */
export const guide = {
  title: 'Aide',
  lead: 'Les questions que tout le monde pose, et à qui poser les autres.',
  first: {
    question: 'Comment activer mon compte la première fois ?',
    answer:
      'Avec la lettre que vous avez reçue : elle porte votre adresse et un mot de passe provisoire. Le portail demande aussi votre NUMEN ou votre date de naissance, puis vous choisissez votre mot de passe.',
    act: 'Activer mon compte',
  },
  lost: {
    question: 'J’ai oublié mon mot de passe, ou mon compte semble bloqué',
    answer:
      'Retrouvez-le avec votre NUMEN et votre date de naissance. Si vous avez enregistré une adresse de secours, un téléphone ou une clé d’accès, c’est immédiat ; sinon il faut parfois attendre une heure. Sans NUMEN, le secrétariat de votre établissement vous remet un code.',
    act: 'Retrouver mon compte',
  },
  device: {
    question: 'Comment lire mon courrier sur mon téléphone ou dans Thunderbird ?',
    answer:
      'Ajoutez un compte en tapant votre adresse : la plupart des programmes se règlent seuls. Sinon, recopiez les réglages ci-dessous. Donnez de préférence à chaque appareil un mot de passe à lui.',
    act: 'Mots de passe d’appareil',
  },
  strange: {
    question: 'Un message m’inquiète, ou une connexion que je ne reconnais pas',
    answer:
      'Ne répondez pas et ne cliquez pas : signalez le message. Regardez votre journal ; si une connexion n’est pas la vôtre, changez de mot de passe et prévenez l’assistance technique.',
    act: 'Voir mon journal',
  },
  leave: {
    question: 'Que devient ma boîte quand je quitte l’académie ?',
    answer:
      'Elle fonctionne jusqu’au trentième jour après votre dernier jour de service. Vous êtes prévenu avant, et vous pouvez emporter vos messages et vos contacts ; ensuite, ils ne peuvent plus vous être rendus.',
  },
};
