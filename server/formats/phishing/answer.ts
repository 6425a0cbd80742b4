/** The answer to somebody who reported a message, as a message: French first, then English. */
import { formatDate } from '../message/date.ts';

export type Answer = {
  readonly to: string;
  readonly domain: string;
  readonly messageId: string;
  readonly at: Date;
  readonly zone: number;
  readonly verdict: 'phishing' | 'spam' | 'harmless' | 'exercise';
  /** The subject of what was reported. */
  readonly subject: string;
  /** Mailboxes the mail was taken out of; 0 where none was. */
  readonly pulledBack: number;
};

const words = {
  phishing: {
    fr: 'Vous aviez raison : c’était un hameçonnage. Il a été écarté.',
    en: 'You were right: it was phishing. It has been put out of the way.',
  },
  spam: {
    fr: 'C’était de la publicité indésirable, sans danger particulier. Elle a été écartée.',
    en: 'It was unwanted advertising, of no particular danger. It has been put out of the way.',
  },
  harmless: {
    fr: 'Vérification faite, ce message est légitime : nous l’avons remis dans votre boîte. Vous avez bien fait de demander.',
    en: 'We checked: this message is legitimate and is back in your mailbox. You were right to ask.',
  },
  exercise: {
    fr: 'C’était un exercice, et vous l’avez déjoué : bravo.',
    en: 'It was an exercise, and you saw through it: well done.',
  },
} as const;

export function composeAnswer(answer: Answer): Buffer {
  const { fr, en } = words[answer.verdict];
  const reach =
    answer.pulledBack > 1
      ? {
          fr: `Grâce à vous, il a été retiré de ${answer.pulledBack} boîtes aux lettres.`,
          en: `Thanks to you it was taken out of ${answer.pulledBack} mailboxes.`,
        }
      : { fr: '', en: '' };
  const about = answer.subject === '' ? '(sans objet)' : answer.subject.slice(0, 150);
  const french = [
    'Bonjour,',
    `Vous nous avez signalé le message « ${about} ».`,
    fr,
    reach.fr,
    'Merci de votre vigilance.',
  ];
  const reminder = 'L’administration ne demande jamais de mot de passe par courriel.';
  const english = [
    `You reported the message “${about}”.`,
    en,
    reach.en,
    'Thank you. The administration never asks for a password by mail.',
  ];
  const text = `${[...french, reminder].filter(Boolean).join('\n\n')}\n\n-- \n\n${english.filter(Boolean).join(' ')}\n`;
  const header = [
    `From: ${encodedWord('Équipe de sécurité')} <signalement@${answer.domain}>`,
    `To: <${answer.to}>`,
    `Subject: ${encodedWord('Votre signalement : merci')}`,
    `Date: ${formatDate({ ms: answer.at.getTime(), zone: answer.zone })}`,
    `Message-ID: ${answer.messageId}`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ];
  const encoded = Buffer.from(text.replaceAll('\n', '\r\n')).toString('base64');
  return Buffer.from(`${header.join('\r\n')}\r\n\r\n${encoded.match(/.{1,76}/g)!.join('\r\n')}\r\n`);
}

/** Short texts of ours only: one encoded word holds them. rfc/2047#2 */
function encodedWord(text: string): string {
  return `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
}
