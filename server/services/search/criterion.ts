/** What a message must be to be found. Doors translate their own search language into this one. rfc/9051#6.4.4 */

/** Which words are looked in: `body` decoded, `text` header and body. */
export type TextField = 'from' | 'to' | 'cc' | 'bcc' | 'subject' | 'body' | 'text';

/** Days count from 1 January 1970 where the date was written. */
export type DateRelation = 'before' | 'on' | 'since';

export type Criterion =
  | { readonly kind: 'all' | 'none' }
  /** Flag bits that must be set, or not. */
  | { readonly kind: 'flag'; readonly bit: number; readonly set: boolean }
  /** In lower case. */
  | { readonly kind: 'keyword'; readonly keyword: string }
  /** Ascending, disjoint ranges, ends included. */
  | { readonly kind: 'uids'; readonly ranges: readonly { readonly from: number; readonly to: number }[] }
  | { readonly kind: 'modseq'; readonly least: number }
  | { readonly kind: 'email' | 'thread'; readonly id: number }
  | { readonly kind: 'size'; readonly relation: 'larger' | 'smaller'; readonly octets: number }
  | {
      readonly kind: 'day';
      readonly date: 'received' | 'sent' | 'saved';
      readonly relation: DateRelation;
      readonly day: number;
    }
  /** Received before, or not before, an instant. */
  | { readonly kind: 'instant'; readonly relation: 'before' | 'since'; readonly at: number }
  /** A substring, whatever its case and accents. */
  | { readonly kind: 'text'; readonly field: TextField; readonly text: string }
  /** A field of the header, in lower case, that holds a substring; an empty one asks for the field alone. */
  | { readonly kind: 'header'; readonly name: string; readonly text: string }
  | { readonly kind: 'not'; readonly criterion: Criterion }
  | { readonly kind: 'and' | 'or'; readonly criteria: readonly Criterion[] };
