/** Something the administrator can mend: told in a sentence, without a stack. French first. */
export class AdministratorError extends Error {
  readonly fr: string;

  constructor(fr: string, en: string, cause?: unknown) {
    super(en, { cause });
    this.name = 'AdministratorError';
    this.fr = fr;
  }
}
