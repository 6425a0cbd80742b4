/** What a message of the set is written from. */
import type { RuleName } from '../../server/services/phishing/rules/sentences.ts';

export type Proof =
  /** DMARC passes for the From: an honest sender, or a swindler's own domain. */
  | 'pass'
  /** SPF alone passes, for another domain: a small firm's mailer, or a swindler's. */
  | 'weak'
  /** The From is forged and DMARC says so. */
  | 'fail'
  /** No record either way. */
  | 'none'
  /** Sent by a signed-in account of the house: an honest one, or one that was taken over. */
  | 'inside';

export type Story = {
  readonly name: string;
  readonly phishing: boolean;
  /**
   * Weights are learnt on the stories `learn`. `held` were measured once, then looked at to revise rules; `fresh` were
   * written after that and only measured.
   */
  readonly half: 'learn' | 'held' | 'fresh';
  /** Rules that would tell the truth about it; empty for honest mail. */
  readonly why: readonly RuleName[];
  /** `Name <address>`, each as `grammar.ts` says it. */
  readonly from: readonly string[];
  readonly replyTo?: string;
  readonly subject: string;
  /** Paragraphs; `<<words~address>>` is a link, `<<~address>>` shows itself. */
  readonly text: string;
  readonly proof: readonly Proof[];
  readonly contact?: 'known' | 'first';
  /** `html`: HTML alone; `both`: with a plain version; drawn where not told. */
  readonly shape?: 'plain' | 'html' | 'both';
  /** HTML put after the paragraphs, as it is. */
  readonly html?: string;
  readonly file?: {
    readonly name: string;
    readonly content:
      | 'pdf'
      | 'docm'
      | 'html'
      | 'svg'
      | 'zip'
      | 'zip-exe'
      | 'zip-locked'
      | 'one'
      | 'iso'
      | 'qr'
      | 'qr-jpeg'
      | 'text';
  };
  /** What a code in the picture leads to. */
  readonly code?: string;
  readonly headers?: readonly string[];
  /** The conversation it answers, where it is one of the house. */
  readonly thread?: readonly string[];
};
