/** The messages of exercises: like what swindlers send, with a link that teaches. They ask for nothing and name nobody real. */
import { formatDate } from '../message/date.ts';

export const exerciseTemplates = ['quota', 'parcel', 'payslip'] as const;
export type ExerciseTemplate = (typeof exerciseTemplates)[number];

export type ExerciseMail = {
  readonly template: ExerciseTemplate;
  readonly to: string;
  readonly givenName: string;
  /** Where its link leads: the lesson. */
  readonly link: string;
  readonly domain: string;
  readonly messageId: string;
  readonly at: Date;
  readonly zone: number;
};

type Lure = { readonly from: string; readonly subject: string; readonly text: (mail: ExerciseMail) => string };

/** Each holds what the lesson points out: an odd sender, urgency, a link that is not what it says. */
const lures: Readonly<Record<ExerciseTemplate, Lure>> = {
  quota: {
    from: 'Administrateur Messagerie',
    subject: 'Votre boîte est presque pleine',
    text: ({ givenName, link }) =>
      `Bonjour ${givenName},\n\nVotre boîte aux lettres a atteint 98 % de sa capacité. Sans action de votre part sous 24 heures, vos messages seront refusés.\n\nAgrandir ma boîte : ${link}\n\nLe service de messagerie`,
  },
  parcel: {
    from: 'Suivi Colis',
    subject: 'Votre colis est en attente',
    text: ({ givenName, link }) =>
      `Bonjour ${givenName},\n\nUn colis à votre nom n’a pas pu être remis. Choisissez un nouveau créneau avant ce soir, faute de quoi il sera renvoyé :\n\n${link}\n\nVotre transporteur`,
  },
  payslip: {
    from: 'Service Paye',
    subject: 'Rectification de votre bulletin',
    text: ({ givenName, link }) =>
      `Bonjour ${givenName},\n\nUne erreur sur votre dernier bulletin a été corrigée en votre faveur. Consultez le document rectifié aujourd’hui :\n\n${link}\n\nLe service de la paye`,
  },
};

/** The sender of every exercise: a name under the house's own domain that nobody else can prove. */
export function exerciseSender(domain: string): string {
  return `ne-pas-repondre@exercice.${domain}`;
}

export function exerciseSubject(template: ExerciseTemplate): string {
  return lures[template].subject;
}

export function composeExercise(mail: ExerciseMail): Buffer {
  const { from, subject, text } = lures[mail.template];
  const header = [
    `From: ${encodedWord(from)} <${exerciseSender(mail.domain)}>`,
    `To: <${mail.to}>`,
    `Subject: ${encodedWord(subject)}`,
    `Date: ${formatDate({ ms: mail.at.getTime(), zone: mail.zone })}`,
    `Message-ID: ${mail.messageId}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ];
  const body = Buffer.from(`${text(mail)}\n`.replaceAll('\n', '\r\n')).toString('base64');
  return Buffer.from(`${header.join('\r\n')}\r\n\r\n${body.match(/.{1,76}/g)!.join('\r\n')}\r\n`);
}

/** Short texts of ours only: one encoded word holds them. rfc/2047#2 */
function encodedWord(text: string): string {
  return `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
}
