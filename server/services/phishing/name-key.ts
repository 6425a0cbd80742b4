import { foldLetters } from '../../formats/phishing/letters.ts';

/** One key for "Anne-Laure DUPONT", "Dupont Anne Laure" and "dupont, anne-laure": the words of a name, folded and sorted. */
export function nameKey(name: string): string {
  const words = foldLetters(name.slice(0, 200)).split(/[^a-z]+/);
  return words
    .filter(word => word.length > 1 && !titles.has(word))
    .sort()
    .join(' ');
}

const titles = new Set(['mme', 'mlle', 'monsieur', 'madame', 'mr', 'dr', 'prof']);
