/** What a reader has to know of a link before it is opened. Pure. */

export type JudgedLink = {
  /** The name of the machine, as letters of the reader where that misleads nobody. */
  readonly host: string;
  readonly shown: string;
  /** The address that the text of the link shows, where it is another machine's. */
  readonly says: string | null;
  /** The name has letters from outside ASCII, which may imitate others. */
  readonly foreign: boolean;
  /** It is not encrypted. */
  readonly plain: boolean;
};

const mostShown = 300;

export function judgeLink(url: string, text: string): JudgedLink {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed !== null && parsed.protocol === 'mailto:') {
    return { host: parsed.pathname, shown: url.slice(0, mostShown), says: null, foreign: false, plain: false };
  }
  const host = parsed?.hostname ?? '';
  return {
    host,
    shown: url.length > mostShown ? `${url.slice(0, mostShown)}…` : url,
    says: saysOtherwise(host, text),
    foreign: host.split('.').some(label => label.startsWith('xn--')),
    plain: parsed?.protocol === 'http:',
  };
}

/** The text shows an address, and it is neither of this machine nor of one of the same domain. */
function saysOtherwise(host: string, text: string): string | null {
  const [, said] =
    /(?:^|[\s(<"«])(?:https?:\/\/)?((?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24})(?=$|[/\s:?#)>"»])/iu.exec(text.trim()) ??
    [];
  if (said === undefined) return null;
  const shown = said.toLowerCase().replace(/^www\./, '');
  const real = host.toLowerCase().replace(/^www\./, '');
  return real === shown || real.endsWith(`.${shown}`) ? null : said;
}
