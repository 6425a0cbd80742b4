/** Address and telephone outside the house. */
export const contacts = {
  title: 'Adresse et téléphone de secours',
  explain:
    'Hors de la maison : de quoi retrouver votre compte si vous perdez votre mot de passe, et être prévenu si quelqu’un y touche. Rien d’autre n’y est envoyé.',
  kind: { mail: 'Adresse personnelle', phone: 'Téléphone' },
  unproven: 'Téléphone, pour l’assistance seulement',
  add: { mail: 'Ajouter une adresse', phone: 'Ajouter un téléphone' },
  change: 'Changer',
  remove: 'Retirer',
  value: { mail: 'Votre adresse personnelle', phone: 'Votre numéro de téléphone' },
  hint: {
    mail: 'Pas celle-ci : une adresse que vous lisez sans votre mot de passe professionnel.',
    phone: 'Par exemple 06 12 34 56 78.',
    forSupport: 'Pour que l’assistance puisse vous rappeler. Aucun code n’y est envoyé.',
  },
  send: 'Recevoir un code',
  save: 'Enregistrer',
  sent: {
    mail: 'Un code est parti vers {{value}}. Il arrive d’ordinaire en moins d’une minute ; regardez aussi dans les indésirables.',
    phone: 'Un code est parti vers le {{value}}.',
  },
  code: 'Code à six chiffres',
  codeHint: 'Il est valable dix minutes et ne sert qu’une fois.',
  confirm: 'Confirmer',
  wrongText: 'Recopiez le dernier code reçu ; après cinq essais ou dix minutes, demandez-en un autre.',
  bad: { mail: 'Cette adresse ne convient pas', phone: 'Ce numéro ne convient pas' },
  badText: {
    mail: 'Il faut une adresse complète, et hors de la maison : celle qui s’ouvre avec le mot de passe perdu ne servirait à rien.',
    phone: 'Écrivez-le avec ses dix chiffres, ou avec l’indicatif du pays : +33 6 12 34 56 78.',
  },
  again: 'Votre session est ouverte depuis plus d’un quart d’heure : le mot de passe prouve que c’est toujours vous.',
};
