/** Letters written by hand, for what each story needs. */

type Parts = { readonly subject: string; readonly from?: string; readonly more?: string; readonly id?: string };

function head({
  subject,
  from = 'Solène Rivière <solene.riviere@ac-amiens.test>',
  more = '',
  id = subject,
}: Parts): string {
  const name = Buffer.from(id).toString('hex').slice(0, 40);
  const encoded = `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`;
  return `${more}Message-ID: <${name}@ac-amiens.test>
Date: Tue, 24 Nov 2026 08:12:00 +0100
From: ${from}
To: Marie Martin <marie.martin@ac-amiens.test>
Subject: ${encoded}
MIME-Version: 1.0
`;
}

export function plainLetter(parts: Parts, text: string): string {
  return `${head(parts)}Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

${text}
`;
}

export function htmlLetter(parts: Parts, html: string): string {
  return `${head(parts)}Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit

${html}
`;
}

/** A message of several parts, each with its own header lines. */
export function mixedLetter(parts: Parts, kind: string, ...inner: readonly string[]): string {
  const boundary = 'une-limite';
  return `${head(parts)}Content-Type: multipart/${kind}; boundary=${boundary}

${inner.map(part => `--${boundary}\n${part}\n`).join('')}--${boundary}--
`;
}

/** One red point. */
export const point = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

export const invitation = `Content-Type: text/calendar; charset=utf-8; method=REQUEST; name=invitation.ics
Content-Disposition: attachment; filename=invitation.ics

BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
SUMMARY:Conseil de classe de 3e B
LOCATION:Salle 12\\, bâtiment C
DTSTART;TZID=Europe/Paris:20261203T173000
DTEND;TZID=Europe/Paris:20261203T190000
ORGANIZER;CN="Solène Rivière":mailto:solene.riviere@ac-amiens.test
ATTENDEE;CN="Marie Martin";PARTSTAT=NEEDS-ACTION:mailto:marie.martin@ac-amiens.test
ATTENDEE;CN="Yanis Ouali";PARTSTAT=ACCEPTED:mailto:yanis.ouali@ac-amiens.test
END:VEVENT
END:VCALENDAR`;
