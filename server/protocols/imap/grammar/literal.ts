/** A literal as its line announces it. rfc/9051#4.3, rfc/7888 */
export type Literal = {
  /** Octets that follow the line. */
  size: number;
  /** The client waits for a continuation before sending them. */
  synchronizing: boolean;
  /** `~{…}`: may hold NULs. rfc/3516 */
  binary: boolean;
};

/** The literal a line ends with, if it does. A line that announces more octets than can be counted announces none. */
export function announcedLiteral(line: Buffer): Literal | undefined {
  if (line.at(-1) !== closingBrace) return undefined;
  const found = /(~?)\{(\d{1,15})(\+?)\}$/.exec(line.toString('latin1', Math.max(0, line.length - 24)));
  if (!found) return undefined;
  return { size: Number(found[2]), synchronizing: found[3] === '', binary: found[1] === '~' };
}

const closingBrace = 0x7d;
