/** Lists of flags as scripts write them: in strings, several to a string. rfc/5232#2 */

/** Flags a script may set: system flags but `\Recent`, and keywords as IMAP has them. */
const valid = /^(?:\\(?:seen|answered|flagged|deleted|draft)|[^\\\s(){%*"\]\x00-\x1f\x7f-\uffff]+)$/i;

/** The flags named in these strings, each once whatever its case; what is no flag is left out. rfc/5232#2.1 */
export function readFlags(texts: readonly string[]): string[] {
  const flags = new Map<string, string>();
  for (const text of texts) {
    for (const flag of text.split(' ')) {
      const key = flag.toLowerCase();
      if (flag !== '' && valid.test(flag) && !flags.has(key)) flags.set(key, flag);
    }
  }
  return [...flags.values()];
}

export function withoutFlags(flags: readonly string[], removed: readonly string[]): string[] {
  const gone = new Set(removed.map(flag => flag.toLowerCase()));
  return flags.filter(flag => !gone.has(flag.toLowerCase()));
}
