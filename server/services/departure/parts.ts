import type { AccountId } from '../../model/account.ts';
import { listScripts, readScript } from '../../store/sieve-scripts.ts';
import { type ExportFormat, exportContacts } from '../contacts/export.ts';
import type { House } from '../house.ts';
import type { PackagePart } from './write-package.ts';

/** What the house keeps of somebody beside mail, as files of their package: the filters they wrote, their contacts. */
export async function partsOf({ store }: Pick<House, 'store'>, accountId: AccountId): Promise<PackagePart[]> {
  const entries = await listScripts(store.database, accountId);
  const scripts = await Promise.all(entries.map(({ name }) => readScript(store.database, accountId, name)));
  const filters = scripts.flatMap(script =>
    script === null ? [] : [{ path: `filtres/${fileName(script.name)}.sieve`, bytes: Buffer.from(script.text) }],
  );
  const contacts = await Promise.all(
    contactFiles.map(async ([path, format]) => {
      const pieces: string[] = [];
      for await (const piece of exportContacts({ store }, { accountId }, format)) pieces.push(piece);
      return { path, bytes: Buffer.from(pieces.join('')) };
    }),
  );
  return [...filters, ...contacts.filter(({ bytes }) => bytes.length > 0)];
}

/** The same contacts three times: for new programs, for old ones, for a spreadsheet. */
const contactFiles: readonly (readonly [string, ExportFormat])[] = [
  ['contacts/contacts.vcf', 'vcard4'],
  ['contacts/contacts-3.vcf', 'vcard3'],
  ['contacts/contacts.csv', 'csv'],
];

/** A script's name may hold what no file name should. */
function fileName(name: string): string {
  return name.replace(/[\p{Cc}/\\:*?"<>|]/gu, '_');
}
