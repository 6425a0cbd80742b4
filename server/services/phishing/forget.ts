import { forgetLures } from '../../store/phishing-exercises.ts';
import { forgetJudgements } from '../../store/phishing-judgements.ts';
import { forgetSigns } from '../../store/phishing-lives.ts';
import { forgetSenders } from '../../store/phishing-senders.ts';
import type { House } from '../house.ts';

const day = 86_400_000;
/** Days a judgement is kept: its warning, and what a campaign is found again by. */
const judgementDays = 400;
/** Days without mail after which an address is a first contact again. */
const senderDays = 730;

/** Days a link of an exercise is counted. */
const lureDays = 60;
/** Days signs against accounts are kept: they count for one. */
const signDays = 30;

/** Once a day: forgets old judgements and signs, and senders that have not written for long. */
export async function forgetPhishing({ store, clock }: Pick<House, 'store' | 'clock'>): Promise<void> {
  const now = clock.now().getTime();
  await forgetJudgements(store.database, new Date(now - judgementDays * day));
  await forgetLures(store.database, new Date(now - lureDays * day));
  await forgetSigns(store.database, new Date(now - signDays * day));
  await forgetSenders(store.database, new Date(now - senderDays * day));
}
