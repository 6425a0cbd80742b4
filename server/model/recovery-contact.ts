/** Ways to reach a person outside the house: never the mailbox that they may have to recover. */
export type ContactKind = 'mail' | 'phone';
