/** The embedded PostgreSQL cannot run. The message is a whole sentence that says what the operator can do. */
export class EmbeddedFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EmbeddedFailure';
  }
}
