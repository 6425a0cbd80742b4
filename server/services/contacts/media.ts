/** The photos, logos and sounds that a card holds itself, apart from it: large, and seldom asked for with it. */
import { createHash } from 'node:crypto';
import { isObject, type JsonObject } from '../../formats/vcard/jscontact/json.ts';
import { pictureType, readDataAddress } from '../../formats/vcard/picture.ts';

export type HeldMedia = {
  /** What its octets are where they tell, else what the card says. */
  readonly type: string;
  readonly bytes: Buffer;
  /** 32 hexadecimal digits: the beginning of the SHA-256. */
  readonly digest: string;
};

/** By their key in `media` of the JSContact card; what lies elsewhere on the network is not among them. */
export function heldMedia({ media }: JsonObject): ReadonlyMap<string, HeldMedia> {
  const held = new Map<string, HeldMedia>();
  for (const [key, one] of Object.entries(isObject(media) ? media : {})) {
    const data = isObject(one) && typeof one.uri === 'string' ? readDataAddress(one.uri) : null;
    if (data === null || !isObject(one)) continue;
    const told = typeof one.mediaType === 'string' ? one.mediaType : data.type;
    const type = pictureType(data.bytes) ?? (told === '' ? 'application/octet-stream' : told);
    const digest = createHash('sha256').update(data.bytes).digest('hex').slice(0, 32);
    held.set(key, { type, bytes: data.bytes, digest });
  }
  return held;
}
