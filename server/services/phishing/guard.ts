/**
 * All the house keeps against phishing while it runs: the judge on duty, the reader of pictures, the secrets that must not
 * leave, and what the operator has set. The doors, the submission and the mailboxes ask it.
 */
import type { BlobHash } from '../../model/email.ts';
import type { CampaignId } from '../../store/phishing-campaigns.ts';
import type { House } from '../house.ts';
import { answerDecided } from './answer-reporters.ts';
import { judgeAgain } from './judge.ts';
import { keepLaterVerdict } from './keep-verdict.ts';
import type { OwnSecrets } from './own-password.ts';
import { createPictureReader, type PictureReader } from './read-pictures.ts';
import type { Level } from './verdict.ts';
import { createPhishingWatch, type JudgedOnArrival, type PhishingWatch, type WatchOptions } from './watch.ts';

export type PhishingRules = {
  /** From this level on a message goes to junk; null: never. */
  readonly junkFrom: Exclude<Level, 'none'> | null;
  /** Whether the subject of such a message is marked. */
  readonly marksSubject: boolean;
  /** Whether words of a message are tried as the sender's password where none is remembered. */
  readonly triesWords: boolean;
};

export const usualPhishingRules: PhishingRules = { junkFrom: 'strong', marksSubject: false, triesWords: true };

export type PhishingGuard = {
  readonly rules: PhishingRules;
  readonly watch: PhishingWatch;
  readonly secrets: OwnSecrets;
  /** Reads the pictures of a message that was taken, and keeps what it says then; nobody waits for it. */
  readLater(bytes: Buffer, blob: BlobHash, judged: JudgedOnArrival): void;
  /** Somebody reported mail of these campaigns: those that were decided already are answered; nobody waits for it. */
  reported(campaigns: readonly CampaignId[]): void;
  /** Resolves when what was begun is kept. */
  settle(): Promise<void>;
  close(): Promise<void>;
};

export function createPhishingGuard(
  house: Pick<House, 'store' | 'clock' | 'log' | 'domains' | 'random' | 'deliveries'>,
  secrets: OwnSecrets,
  watching: WatchOptions,
  rules: PhishingRules = usualPhishingRules,
  reader: PictureReader = createPictureReader(house),
): PhishingGuard {
  const { store, clock, log } = house;
  /** What nobody waits for but the end. */
  const underWay = new Set<Promise<void>>();

  async function read(bytes: Buffer, blob: BlobHash, judged: JudgedOnArrival): Promise<void> {
    try {
      const codes = await reader.read(bytes, judged.look);
      if (codes.length === 0) return;
      const verdict = judgeAgain(judged.look, codes, judged.context);
      await keepLaterVerdict(store.database, blob, verdict, judged, judged.context, clock.now());
    } catch (error) {
      log.error('picture-verdict', { error: error as Error });
    }
  }

  async function answerLate(campaigns: readonly CampaignId[]): Promise<void> {
    try {
      await answerDecided(house, campaigns);
    } catch (error) {
      log.error('late-answer', { error: error as Error });
    }
  }

  function begin(work: Promise<void>): void {
    const one = work.finally(() => underWay.delete(one));
    underWay.add(one);
  }

  async function settle(): Promise<void> {
    while (underWay.size > 0) await Promise.all(underWay);
  }

  return {
    rules,
    secrets,
    watch: createPhishingWatch(house, watching),
    readLater(bytes, blob, judged) {
      if (judged.look.pictures.length === 0) return;
      begin(read(bytes, blob, judged));
    },
    reported(campaigns) {
      begin(answerLate(campaigns));
    },
    settle,
    async close() {
      await reader.close();
      await settle();
    },
  };
}
