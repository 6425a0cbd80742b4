import type { Letter, LetterHouse } from './compose.ts';

/** The words of one letter. Only signs that the letterforms have: the non-breaking space, not its narrow sister. */
export type LetterWords = {
  readonly addressee: readonly string[];
  readonly date: string;
  readonly title: string;
  readonly opening: readonly string[];
  readonly addressLabel: string;
  readonly address: string;
  readonly passwordLabel: string;
  readonly password: string;
  readonly passwordNote: string;
  readonly stepsTitle: string;
  readonly steps: readonly string[];
  readonly qrAlt: string;
  readonly helpTitle: string;
  readonly never: string;
};

const day = new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });
const written = (date: string): string => day.format(new Date(`${date}T00:00:00Z`)).replace(/^1 /, '1er ');

export function wordsOf(house: LetterHouse, letter: Letter): LetterWords {
  const proof = letter.proof === 'numen' ? 'votre NUMEN' : 'votre date de naissance';
  return {
    addressee: [
      `${letter.title} ${letter.givenName} ${letter.familyName}`,
      letter.schoolName,
      ...(letter.schoolName.includes(letter.town) ? [] : [letter.town]),
    ],
    date: `Le ${written(letter.madeOn)}`,
    title: 'Votre adresse électronique professionnelle',
    opening: [
      letter.title === 'M.' ? 'Monsieur,' : 'Madame,',
      'Une boîte aux lettres professionnelle vous est ouverte. Elle sert à tous vos échanges de service, et son adresse vous identifie dans les autres applications de l’académie. Avec le mot de passe provisoire qui suit, vous l’activez en quelques minutes et choisissez votre propre mot de passe.',
    ],
    addressLabel: 'Votre adresse',
    address: letter.address,
    passwordLabel: 'Votre mot de passe provisoire',
    password: letter.password,
    passwordNote: `Il sert une seule fois, jusqu’au ${written(letter.validUntil)}. Il n’a ni zéro, ni un, ni O, ni I, ni l\u00a0minuscule.`,
    stepsTitle: `Comment activer votre compte`,
    steps: [
      `Ouvrez le portail ${house.portalName}\u00a0: ${house.activationUrl} (ou lisez le code ci-contre avec un téléphone).`,
      `Saisissez votre adresse, le mot de passe provisoire et ${proof}, que cette lettre ne donne pas\u00a0: elle seule ne suffit pas à ouvrir votre compte.`,
      'Lisez et acceptez la charte d’usage de la messagerie.',
      'Choisissez un mot de passe d’au moins 12\u00a0caractères, que vous n’utilisez nulle part ailleurs.',
      'Détruisez cette lettre.',
    ],
    qrAlt: `Code à lire avec un téléphone\u00a0: ouvre la page d’activation, ${house.activationUrl}`,
    helpTitle: 'Besoin d’aide\u00a0?',
    never:
      'L’administration ne demande jamais un mot de passe, ni par courriel, ni par téléphone. Ces moyens d’aide sont les seuls.',
  };
}
