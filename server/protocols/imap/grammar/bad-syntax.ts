/**
 * - `syntax`: the command is not in the grammar: tagged BAD.
 * - `limit`: it is, but beyond what this server takes (depth, counts, sizes): tagged BAD [LIMIT].
 * - `charset`: SEARCH text in a charset unknown here, or not valid in its charset: tagged NO [BADCHARSET]. rfc/9051#6.4.4
 * - `filter-charset`: a stored filter beside texts that are not UTF-8: tagged BAD [BADCHARSET]. rfc/5466#3.1
 * - `mailbox-name`: no mailbox may bear this name: tagged NO [CANNOT]. rfc/9051#5.1
 */
export type SyntaxFault = 'syntax' | 'limit' | 'charset' | 'filter-charset' | 'mailbox-name';

/** The only thing the grammar throws. `position` counts bytes of the whole command, literals included. */
export class BadSyntax extends Error {
  readonly fault: SyntaxFault;
  readonly position: number;
  /** Known once the tag has been read. */
  tag: string | undefined;

  constructor(text: string, position: number, fault: SyntaxFault = 'syntax') {
    super(text);
    this.name = 'BadSyntax';
    this.position = position;
    this.fault = fault;
  }
}
