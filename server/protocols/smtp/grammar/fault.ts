/** What a command said that cannot be understood: answered with 501, or with 504 for a parameter nobody offered. */
export class GrammarFault extends Error {
  readonly kind: 'syntax' | 'parameter' | 'path';

  constructor(kind: GrammarFault['kind'], message: string) {
    super(message);
    this.name = 'GrammarFault';
    this.kind = kind;
  }
}
