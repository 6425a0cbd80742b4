/** A mail of the house to one of its people: plain words, French first, that no program answers. */
import MailComposer from 'nodemailer/lib/mail-composer/index.js';

export type HouseMail = {
  readonly to: string;
  readonly domain: string;
  readonly messageId: string;
  readonly at: Date;
  readonly subject: string;
  /** Paragraphs, parted by empty lines. */
  readonly fr: string;
  readonly en: string;
};

/** The mail's bytes. It asks for nothing: no link, and the reminder that the house never asks for a password (R19). */
export async function composeHouseMail(mail: HouseMail): Promise<Buffer> {
  const text = `${mail.fr}\n\n${never.fr}\n\n-- \n${mail.en}\n\n${never.en}\n`;
  return await new MailComposer({
    from: { name: 'Le vaguemestre', address: `ne-pas-repondre@${mail.domain}` },
    to: mail.to,
    subject: mail.subject,
    date: mail.at,
    messageId: mail.messageId,
    headers: { 'Auto-Submitted': 'auto-generated' },
    textEncoding: 'quoted-printable',
    text: text.replaceAll('\n', '\r\n'),
  })
    .compile()
    .build();
}

const never = {
  fr: 'L’administration ne demande jamais de mot de passe par courriel.',
  en: 'The administration never asks for a password by mail.',
};
