import type { Words } from '../fr.ts';

export const guide: Words['guide'] = {
  title: 'Help',
  lead: 'The questions that everybody asks, and whom to ask the others.',
  first: {
    question: 'How do I activate my account the first time?',
    answer:
      'With the letter you received: it bears your address and a provisional password. The portal also asks for your NUMEN or date of birth, then you choose your password.',
    act: 'Activate my account',
  },
  lost: {
    question: 'I forgot my password, or my account seems blocked',
    answer:
      'Recover it with your NUMEN and date of birth. If you registered a recovery address, a telephone or a passkey, it is immediate; if not, there may be an hour to wait. Without a NUMEN, the secretary of your school hands you a code.',
    act: 'Recover my account',
  },
  device: {
    question: 'How do I read my mail on my phone or in Thunderbird?',
    answer:
      'Add an account by typing your address: most programs set themselves up. If not, copy the settings below. Preferably give each device a password of its own.',
    act: 'Device passwords',
  },
  strange: {
    question: 'A message worries me, or a sign-in I do not recognise',
    answer:
      'Do not answer or click: report the message. Look at your journal; if a sign-in is not yours, change your password and tell the technical support.',
    act: 'See my journal',
  },
  leave: {
    question: 'What becomes of my mailbox when I leave the académie?',
    answer:
      'It works until the thirtieth day after your last day of service. You are told before, and you can take your messages and contacts with you; afterwards they cannot be given back.',
  },
};
