/**
 * Octets handed from who has them to who takes them, a piece at a time: `give` waits until the piece was taken, so that
 * nothing gathers in between.
 */
export type HandOver = {
  /** Resolves when the taker asks for more, or has stopped taking: what is given then is thrown away. */
  give(piece: Buffer): Promise<void>;
  end(): void;
  /** The taker is thrown `error` in the place of the next piece. */
  fail(error: Error): void;
  /** To be iterated once. */
  readonly pieces: AsyncIterable<Buffer>;
};

type Offer = { readonly piece: Buffer; taken(): void };

export function createHandOver(): HandOver {
  let offer: Offer | null = null;
  let ended: 'whole' | Error | null = null;
  let stopped = false;
  let wakeTaker: (() => void) | null = null;

  async function* take(): AsyncGenerator<Buffer, void, void> {
    try {
      for (;;) {
        if (offer !== null) {
          yield offer.piece;
          offer.taken();
          offer = null;
        } else if (ended === 'whole') return;
        else if (ended !== null) throw ended;
        else await new Promise<void>(resolve => (wakeTaker = resolve));
      }
    } finally {
      stopped = true;
      offer?.taken();
    }
  }

  return {
    async give(piece) {
      if (stopped || ended !== null) return;
      await new Promise<void>(taken => {
        offer = { piece, taken };
        wakeTaker?.();
      });
    },
    end() {
      ended ??= 'whole';
      wakeTaker?.();
    },
    fail(error) {
      ended ??= error;
      wakeTaker?.();
    },
    pieces: take(),
  };
}
