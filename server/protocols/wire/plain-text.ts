/** French as ASCII writes it, for clients that did not say they read more: accents and typography go, words stay. */
export function plainText(text: string): string {
  return text
    .replaceAll('’', "'")
    .replaceAll('œ', 'oe')
    .replaceAll('…', '...')
    .replaceAll(/[\u00a0\u202f]/g, ' ')
    .replaceAll(/[«»]\s?|\s?[«»]/g, '"')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^ -~]/g, '?');
}
