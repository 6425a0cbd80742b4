/**
 * Where OpenID Connect keeps codes, tokens, grants and sessions: in the database that all nodes share, every identifier
 * hashed and every content sealed, so that who reads the tables can use nothing of them. A suspension, a new password or a
 * recovery makes worthless at once all that was made under the former credentials.
 */
import { createHash } from 'node:crypto';
import type { AccountId } from '../../model/account.ts';
import {
  type ArtifactRow,
  consumeArtifact,
  type Finding,
  findArtifact,
  removeArtifact,
  removeExpired,
  removeGrant,
  saveArtifact,
} from '../../store/oidc-artifacts.ts';
import type { House } from '../house.ts';
import { seal, unseal } from '../people/secrets.ts';

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'keys'>;

/** An artifact as the protocol knows it: claims of its own, of which a few are looked at here. */
export type Artifact = Record<string, unknown> & {
  accountId?: string | undefined;
  grantId?: string | undefined;
  uid?: string | undefined;
  userCode?: string | undefined;
};

export type Artifacts = {
  /** @param expiresIn seconds */
  upsert(id: string, artifact: Artifact, expiresIn: number): Promise<void>;
  find(id: string): Promise<Artifact | undefined>;
  findByUid(uid: string): Promise<Artifact | undefined>;
  findByUserCode(userCode: string): Promise<Artifact | undefined>;
  consume(id: string): Promise<void>;
  destroy(id: string): Promise<void>;
  revokeByGrantId(grantId: string): Promise<void>;
};

/** One kind of artifact, by the name the protocol gives it. */
export function createArtifacts(house: Parts, model: string): Artifacts {
  const db = house.store.database;

  async function find(by: Finding, id: string): Promise<Artifact | undefined> {
    const row = await findArtifact(db, model, by, hashId(model, id));
    return row === null || row.expiresAt <= house.clock.now() ? undefined : openArtifact(house, model, row);
  }

  return {
    async upsert(id, artifact, expiresIn) {
      const now = house.clock.now();
      const clear = Buffer.from(JSON.stringify(artifact));
      const hashed = (value: string | undefined): Buffer | null => (value === undefined ? null : hashId(model, value));
      await saveArtifact(db, {
        model,
        idHash: hashId(model, id),
        sealed: seal(house.keys, house.random, bound(model), clear),
        accountId: artifact.accountId === undefined ? null : (Number(artifact.accountId) as AccountId),
        grantHash: artifact.grantId === undefined ? null : hashId('Grant', artifact.grantId),
        uidHash: hashed(artifact.uid),
        codeHash: hashed(artifact.userCode),
        expiresAt: new Date(now.getTime() + expiresIn * 1000),
      });
    },
    find: id => find('id_hash', id),
    findByUid: uid => find('uid_hash', uid),
    findByUserCode: userCode => find('code_hash', userCode),
    async consume(id) {
      if (!(await consumeArtifact(db, model, hashId(model, id), house.clock.now())))
        throw new Error('used by another request meanwhile');
    },
    destroy: id => removeArtifact(db, model, hashId(model, id)),
    revokeByGrantId: grantId => removeGrant(db, hashId('Grant', grantId)),
  };
}

export function openArtifact({ keys }: Pick<House, 'keys'>, model: string, row: ArtifactRow): Artifact {
  const artifact = JSON.parse(unseal(keys, bound(model), row.sealed).toString()) as Artifact;
  return row.consumedAt === null ? artifact : { ...artifact, consumed: Math.floor(row.consumedAt.getTime() / 1000) };
}

/** Identifiers have more than 120 drawn bits, those typed by hand live ten minutes: a plain hash is enough. */
export function hashId(model: string, id: string): Buffer {
  return createHash('sha256').update(`oidc\0${model}\0${id}`).digest();
}

export async function forgetExpired(house: Parts): Promise<void> {
  await removeExpired(house.store.database, house.clock.now());
}

function bound(model: string): string {
  return `oidc\0${model}`;
}
