/** The lines that belong to one recipient alone, put before the message when it is read. rfc/5321#4.4, rfc/9228 */
export function composeTraceLines(sender: string | null, recipient: string): string {
  return `Return-Path: <${ascii(sender ?? '')}>\r\nDelivered-To: ${ascii(recipient)}\r\n`;
}

/** Trace lines are ASCII: what is not is written as its octets. */
function ascii(address: string): string {
  return address.replace(/[^!-~]/gu, character => encodeURIComponent(character));
}
