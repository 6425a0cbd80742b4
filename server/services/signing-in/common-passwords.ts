/**
 * Words that passwords are commonly built on, in the folded form of `password-rule.ts`: what stays of « Soleil2024! »
 * is « soleil ». An operator's own list is added to these.
 */
export const commonWords: ReadonlySet<string> = new Set(
  `motdepasse password passe passeport secret admin administrateur administrator root user utilisateur login test invite
  azerty azertyuiop qsdfghjklm wxcvbn azertyui azer qwerty qwertyuiop asdfghjkl zxcvbn qwertz
  bonjour bonsoir salut coucou bienvenue welcome hello aurevoir merci soleil lune etoile chocolat doudou chouchou loulou
  amour jetaime monamour iloveyou cheri cherie bebe coeur princesse princess prince dragon licorne tigre lion chaton
  chien chat papillon poussin marseille paris lyon lille amiens picardie nantes bordeaux toulouse strasbourg france
  football rugby psg olympique monkey superman batman starwars pokemon naruto master shadow sunshine letmein
  printemps ete automne hiver janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
  lundi mardi mercredi jeudi vendredi samedi dimanche famille maison vacances
  ecole college lycee rectorat academie education nationale educationnationale professeur prof enseignant enseignante
  maitre maitresse eleve classe rentree cantine pronote arena webmail messagerie courriel mail email vaguemestre
  changezmoi changeme provisoire nouveau nouvelle ordinateur internet google facebook microsoft windows orange
  abc abcd abcde abcdef abcdefgh abcdefghijkl abracadabra aaaaaa bbbbbb aqwzsx azeqsd poiuytreza mlkjhgfdsq`.split(
    /\s+/,
  ),
);
