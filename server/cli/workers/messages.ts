/** What the process that keeps the house and its workers say to each other. */
import type { Ports } from '../open-doors.ts';

export type ToWorker =
  /** `ticketKeys`: 48 secret bytes in base64, so that a TLS session begun with one worker is resumed by any. */
  { readonly kind: 'begin'; readonly workers: number; readonly ticketKeys: string } | { readonly kind: 'stop' };

/** `here`: it listens to its keeper; what is said before is lost. */
export type FromWorker = { readonly kind: 'here' } | { readonly kind: 'serving'; readonly ports: Ports };
