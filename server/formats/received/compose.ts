/** The trace line a hop puts before a message. rfc/5321#4.4 */
import { formatDate } from '../message/date.ts';

export type Hop = {
  /** Who brought the message; null where the house keeps that to itself (its own people's submissions). */
  readonly from: { readonly name: string; readonly address: string; readonly reverseName: string | null } | null;
  readonly by: string;
  /** `ESMTPS` and the like. rfc/3848 */
  readonly protocol: string;
  readonly tls: { readonly protocol: string; readonly cipher: string } | undefined;
  readonly id: string;
  /** The one recipient; null where there are several, who need not know of each other. */
  readonly recipient: string | null;
  /** What the sender asked for. rfc/6710 */
  readonly priority?: number | undefined;
  readonly at: Date;
  /** Minutes east of Greenwich. */
  readonly zone: number;
};

/** The whole field, ASCII, folded, with its line ending. */
export function composeReceived(hop: Hop): string {
  const { from, tls, recipient } = hop;
  const lines: string[] = [];
  if (from !== null) {
    const literal = `[${from.address.includes(':') ? 'IPv6:' : ''}${from.address}]`;
    const proven = from.reverseName === null ? literal : `${word(from.reverseName)} ${literal}`;
    lines.push(`from ${word(from.name)} (${proven})`);
  }
  const secured = tls === undefined ? '' : ` (${word(tls.protocol)} ${word(tls.cipher)})`;
  lines.push(`by ${word(hop.by)} (Vaguemestre) with ${word(hop.protocol)}${secured}`);
  const urgency = hop.priority === undefined ? '' : ` PRIORITY ${hop.priority}`;
  lines.push(`id ${word(hop.id)}${recipient === null ? '' : ` for <${word(recipient)}>`}${urgency};`);
  lines.push(formatDate({ ms: hop.at.getTime(), zone: hop.zone }));
  return `Received: ${lines.join('\r\n\t')}\r\n`;
}

/** What strangers say of themselves must not reach beyond its place in the line. */
function word(text: string): string {
  return text.replace(/[^!-~]|[()\\;]/g, '?').slice(0, 255);
}
