/** Somebody's signature as it is today: the template of their population, filled from the directory. R24 */
import type { Signature } from '../../formats/signature/signature.ts';
import { fillTemplate, usualTemplate } from '../../formats/signature/template.ts';
import type { AccountId } from '../../model/account.ts';
import { parisDate } from '../../model/clock.ts';
import { readSignatory } from '../../store/signatures.ts';
import type { House } from '../house.ts';

/** `signature` null: nothing is known to sign with. `lines`, `added`: as the person chose them. */
export type PersonalSignature = {
  readonly signature: Signature | null;
  readonly lines: string;
  readonly added: boolean;
};

export async function composeSignature(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  accountId: AccountId,
): Promise<PersonalSignature> {
  const signatory = await readSignatory(store.database, accountId, parisDate(clock.now()));
  if (signatory === null) return { signature: null, lines: '', added: false };
  const { lines, added, template } = signatory;
  const signature = fillTemplate(template ?? usualTemplate, {
    prenom: signatory.givenName ?? '',
    nom: signatory.name,
    fonction: signatory.function ?? '',
    etablissement: signatory.school ?? '',
    commune: signatory.town ?? '',
    adresse: signatory.address ?? '',
    lignes: lines,
  });
  return { signature, lines, added };
}
