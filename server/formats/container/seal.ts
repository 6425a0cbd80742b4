/**
 * What protects the frames of one entry. With key 0 a CRC-32, which finds failing disks. With any other key AES-256-GCM:
 * each entry has keys of its own, HMAC-SHA-512 of 16 random bytes under the master key, so that a frame's number can
 * serve as its nonce and no pair of key and nonce ever serves twice, whatever is written, moved or rotated. The tag in
 * the entry header binds the blob's hash, size and salt; a frame is bound to its entry by the key, and to its place and
 * its form by the additional data.
 */
import { createCipheriv, createDecipheriv, createHmac, hash, type KeyObject } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { ContainerDamage, type EntryHeader, untaggedPart } from './layout.ts';

/** Master keys (`createSecretKey`) of 32 bytes by number (1 to 2^32-1). New entries take `current`; 0 leaves them unencrypted. */
export type ContainerKeys = { readonly current: number; readonly keys: ReadonlyMap<number, KeyObject> };

export const noKeys: ContainerKeys = { current: 0, keys: new Map() };

/** Protects and checks the frames of one entry. */
export type Seal = {
  /** The protected body and its check behind it. */
  close(body: Buffer, index: number, raw: boolean): Buffer[];
  /** @throws ContainerDamage where the check does not hold */
  open(frame: Buffer, index: number, raw: boolean): Buffer;
  /** The tag of an entry header. */
  tagOf(untagged: Buffer): Buffer;
};

/** @throws ContainerDamage where the key is not among ours */
export function sealOf(keyId: number, salt: Buffer, { keys }: ContainerKeys): Seal {
  if (keyId === 0) return checkSeal;
  const master = keys.get(keyId);
  if (master === undefined) throw new ContainerDamage(`key ${keyId} is not among the keys of this program`);
  if (master.symmetricKeySize !== 32) throw new RangeError(`key ${keyId} is not 32 bytes long`);
  const derived = createHmac('sha512', master)
    .update(`vaguemestre container entry 1 ${salt.toString('hex')}`)
    .digest();
  return gcmSeal(derived.subarray(0, 32), derived.subarray(32));
}

/** @throws ContainerDamage where the header is not what was written under the entry's key */
export function checkHeader(encoded: Buffer, header: EntryHeader, seal: Seal): void {
  if (header.keyId !== 0 && !seal.tagOf(untaggedPart(encoded)).equals(header.tag))
    throw new ContainerDamage('header tag');
}

/** The frame's number and form; the CRC begins with them. */
function placeOf(index: number, raw: boolean): Buffer {
  const bytes = Buffer.allocUnsafe(5);
  bytes.writeUInt32LE(index);
  bytes[4] = raw ? 1 : 0;
  return bytes;
}

const checkSeal: Seal = {
  close(body, index, raw) {
    const check = Buffer.allocUnsafe(4);
    check.writeUInt32LE(crc32(body, crc32(placeOf(index, raw))));
    return [body, check];
  },
  open(frame, index, raw) {
    const body = frame.subarray(0, -4);
    if (frame.length < 4 || frame.readUInt32LE(frame.length - 4) !== crc32(body, crc32(placeOf(index, raw)))) {
      throw new ContainerDamage(`check of frame ${index}`);
    }
    return body;
  },
  tagOf: () => Buffer.alloc(16),
};

function gcmSeal(key: Buffer, headerKey: Buffer): Seal {
  return {
    close(body, index, raw) {
      const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index)).setAAD(placeOf(index, raw));
      const sealed = cipher.update(body);
      cipher.final();
      return [sealed, cipher.getAuthTag()];
    },
    open(frame, index, raw) {
      if (frame.length < 16) throw new ContainerDamage(`length of frame ${index}`);
      const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index), { authTagLength: 16 });
      decipher.setAAD(placeOf(index, raw)).setAuthTag(frame.subarray(-16));
      const body = decipher.update(frame.subarray(0, -16));
      try {
        decipher.final();
      } catch {
        throw new ContainerDamage(`tag of frame ${index}`);
      }
      return body;
    },
    // Of a message of one fixed length, and cut in half: nothing can be appended to it, so the bare hash is a sound MAC,
    // at a tenth of the price of a second GCM.
    tagOf: untagged => hash('sha256', Buffer.concat([headerKey, untagged]), 'buffer').subarray(0, 16),
  };
}

function nonceOf(index: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32LE(index, 8);
  return nonce;
}
