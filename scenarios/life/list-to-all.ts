/** One mail to the list of the whole house, timed from its submission to its answer: then it is in every mailbox. */
import type { HrRow } from '../../dev/testing/people.ts';
import { parseAddress } from '../../server/formats/address/address.ts';
import { submit } from '../../server/services/submission/submit.ts';
import { lifeHouse } from './house.ts';

export type ListToAll = {
  readonly people: number;
  /** Milliseconds. */
  readonly took: number;
  /** People who have it exactly once; blobs that hold it. */
  readonly reached: number;
  readonly blobs: number;
};

export async function writeToAll(people: number, bytes: number): Promise<ListToAll> {
  const life = await lifeHouse();
  try {
    const rows: HrRow[] = Array.from({ length: people }, (_, rank) => ({
      key: `p${rank}`,
      family: 'Nom',
      given: 'Prénom',
    }));
    await life.feed(rows);
    await life.activate(...rows.map(row => row.key));
    const writer = await life.actor('p0', 'administrator');
    const line = 'Une ligne de texte ordinaire, comme il y en a tant.\r\n';
    const start = performance.now();
    await submit(life.house, writer, {
      sender: writer.address,
      recipients: [{ address: parseAddress('tous@listes.ac-amiens.test')! }],
      bytes: Buffer.from(
        `From: <${writer.address}>\r\nSubject: Note du recteur\r\n\r\n${line.repeat(bytes / line.length)}`,
      ),
      protocol: 'ESMTPSA',
      tls: undefined,
      wishes: {},
    });
    const took = performance.now() - start;
    const [row] = await life.house.store.database.query<{ reached: number; blobs: number }>({
      text: `select count(*)::int as reached, count(distinct blob)::int as blobs
             from (select account_id, min(blob) as blob from email where subject = 'Note du recteur'
                   group by account_id having count(*) = 1) once`,
    });
    return { people, took, ...row! };
  } finally {
    await life.close();
  }
}
