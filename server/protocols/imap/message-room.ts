/**
 * Memory for messages on their way in. A small one is held whole, of a large one the condensed copy that is parsed: all
 * sessions together hold so many octets, and who comes when there is no room waits its turn before it is asked to send.
 */
export type MessageRoom = {
  /**
   * Resolves when there is room for so many octets. Who holds room already is given more at once: waiting with one's hands
   * full, two could wait for each other. @returns gives the room back
   */
  take(octets: number, more: boolean): Promise<() => void>;
};

/** `octets` in all; a single message larger than that waits until it is alone. */
export function createMessageRoom(octets: number): MessageRoom {
  let taken = 0;
  const waiting: { octets: number; admit: () => void }[] = [];

  function admitNext(): void {
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      if (taken > 0 && taken + first.octets > octets) return;
      waiting.shift();
      taken += first.octets;
      first.admit();
    }
  }

  return {
    async take(wanted, more) {
      if (more) taken += wanted;
      else
        await new Promise<void>(admit => {
          waiting.push({ octets: wanted, admit });
          admitNext();
        });
      return () => {
        taken -= wanted;
        admitNext();
      };
    },
  };
}
