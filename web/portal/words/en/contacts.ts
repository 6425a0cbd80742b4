import type { Words } from '../fr.ts';

export const contacts: Words['contacts'] = {
  title: 'Recovery address and telephone',
  explain:
    'Outside the house: to recover your account if you lose your password, and to be told if somebody touches it. Nothing else is sent there.',
  kind: { mail: 'Address of your own', phone: 'Telephone' },
  unproven: 'Telephone, for the support only',
  add: { mail: 'Add an address', phone: 'Add a telephone' },
  change: 'Change',
  remove: 'Remove',
  value: { mail: 'Your own address', phone: 'Your telephone number' },
  hint: {
    mail: 'Not this one: an address that you read without your professional password.',
    phone: 'For example 06 12 34 56 78.',
    forSupport: 'So that the support can call you back. No code is sent there.',
  },
  send: 'Receive a code',
  save: 'Save',
  sent: {
    mail: 'A code is on its way to {{value}}. It usually arrives within a minute; look in junk mail too.',
    phone: 'A code is on its way to {{value}}.',
  },
  code: 'Six-digit code',
  codeHint: 'It is good for ten minutes and works once.',
  confirm: 'Confirm',
  wrongText: 'Copy the last code you received; after five attempts or ten minutes, ask for another.',
  bad: { mail: 'This address will not do', phone: 'This number will not do' },
  badText: {
    mail: 'It takes a whole address, outside the house: one that opens with the lost password would be of no use.',
    phone: 'Write it with its ten digits, or with the code of the country: +33 6 12 34 56 78.',
  },
  again: 'Your session has been open for more than a quarter of an hour: the password proves that it is still you.',
};
