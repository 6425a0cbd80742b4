import { GrammarFault } from '../grammar/fault.ts';

/** Of verbs that take no argument. */
export function requireNothing(text: string): void {
  if (text.trim() !== '') throw new GrammarFault('syntax', 'No argument is expected');
}
