/** What can be wrong with a template, said to the administrator who wrote it: one sentence, French first. */

type Sentences = { readonly fr: string; readonly en: string };

const sentences = {
  'too-large': (limit: string) => ({
    fr: `Le modèle dépasse la taille permise : ${limit} caractères.`,
    en: `The template is larger than ${limit} characters.`,
  }),
  'no-text': () => ({
    fr: 'Il faut une forme en texte seul : c’est elle que lisent bien des téléphones et des plages braille.',
    en: 'A plain text form is needed: many phones and braille displays read that one.',
  }),
  'unknown-field': (name: string) => ({
    fr: `Le champ « ${name} » n’existe pas.`,
    en: `There is no field "${name}".`,
  }),
  'text-lacks-field': (name: string) => ({
    fr: `La forme HTML dit « ${name} », la forme en texte ne le dit pas.`,
    en: `The HTML form has "${name}", the text form has not.`,
  }),
  'field-in-tag': () => ({
    fr: 'Un champ ne peut se trouver à l’intérieur d’une balise.',
    en: 'A field cannot stand inside a tag.',
  }),
  'unwelcome-element': (name: string) => ({
    fr: `L’élément « ${name} » n’est pas permis dans une signature.`,
    en: `The element "${name}" is not allowed in a signature.`,
  }),
  'unwelcome-attribute': (name: string) => ({
    fr: `L’attribut « ${name} » n’est pas permis dans une signature.`,
    en: `The attribute "${name}" is not allowed in a signature.`,
  }),
  'unwelcome-style': (name: string) => ({
    fr: `La propriété « ${name} » n’est pas permise dans une signature.`,
    en: `The property "${name}" is not allowed in a signature.`,
  }),
  unbalanced: (name: string) => ({
    fr: `L’élément « ${name} » n’est pas fermé, ou l’est au mauvais endroit.`,
    en: `The element "${name}" is not closed, or not in its place.`,
  }),
  'image-without-text': () => ({
    fr: 'Cette image n’a pas de texte de remplacement (alt) : qui ne la voit pas ne sait pas ce qu’elle dit.',
    en: 'This image has no replacement text (alt): whoever does not see it does not know what it says.',
  }),
  'image-address': () => ({
    fr: 'L’adresse d’une image commence par https://.',
    en: 'The address of an image begins with https://.',
  }),
  'table-of-data': () => ({
    fr: 'Un tableau qui ne sert qu’à placer doit porter role="presentation", sinon il est lu comme des données.',
    en: 'A table that only places things must bear role="presentation", else it is read as data.',
  }),
  'link-address': () => ({
    fr: 'Un lien commence par https://, mailto: ou tel:.',
    en: 'A link begins with https://, mailto: or tel:.',
  }),
  'link-without-words': () => ({
    fr: 'Le texte d’un lien dit où il mène : ni vide, ni « ici », ni « cliquez ici ».',
    en: 'The text of a link says where it leads: not empty, not "here", not "click here".',
  }),
  'colour-not-read': (colour: string) => ({
    fr: `La couleur « ${colour} » ne peut être vérifiée : écrivez-la comme #1f3a5f.`,
    en: `The colour "${colour}" cannot be checked: write it as #1f3a5f.`,
  }),
  'weak-contrast': (ratio: string) => ({
    fr: `Ce texte se lit mal sur son fond : contraste de ${ratio.replace('.', ',')}, il en faut 4,5.`,
    en: `This text is hard to read on its background: contrast ${ratio}, 4.5 is needed.`,
  }),
  'too-small': (size: string) => ({
    fr: `Ce texte est trop petit (${size}) : 12 px ou 9 pt au moins.`,
    en: `This text is too small (${size}): 12 px or 9 pt at least.`,
  }),
} as const satisfies Record<string, (detail: string) => Sentences>;

export type TemplateFaultCode = keyof typeof sentences;

/** `line` counts from 1, in the HTML form; 0 for one of the whole. */
export type TemplateFault = { readonly code: TemplateFaultCode; readonly line: number } & Sentences;

export function templateFault(code: TemplateFaultCode, line: number, detail = ''): TemplateFault {
  return { code, line, ...sentences[code](detail) };
}
