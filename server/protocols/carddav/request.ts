/** A request as the methods see it, and what they answer. */
import type { Place } from './place.ts';
import type { Exchange } from './resources.ts';

export type Request = Exchange & {
  readonly method: string;
  readonly place: Place | null;
  readonly depth: string;
  readonly body: Buffer;
  readonly header: (name: string) => string | undefined;
};

export type Answered = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly xml?: string;
  readonly vcard?: string;
};
