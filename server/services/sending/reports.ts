/** Reports of others on what an account has sent: found among its own mail, each read once while it is remembered. rfc/8621#7 */
import { type Report, readReport } from '../../formats/dsn/read-report.ts';
import type { EmailId } from '../../model/email.ts';
import { readEmails } from '../../store/emails.ts';
import type { Catalogue } from '../emails/catalogue.ts';
import type { Catalogues } from '../emails/catalogues.ts';
import type { House } from '../house.ts';
import type { Access } from '../mailboxes/access.ts';
import { readSent, type SentMessage } from './sent.ts';

export type Reports = {
  readonly deliveries: readonly EmailId[];
  readonly dispositions: readonly EmailId[];
  /** Who displayed the message, in lower case. */
  readonly displayedBy: ReadonlySet<string>;
};

const together = 16;
/** What was learnt of the emails of a catalogue; null: no report. */
const kept = new WeakMap<Catalogue, Map<EmailId, Report | null>>();

/** The reports on each of these submissions, by number. */
export async function findReports(
  { house, catalogues }: { house: Pick<House, 'store'>; catalogues: Catalogues },
  access: Access,
  sent: readonly SentMessage[],
): Promise<Map<number, Reports>> {
  if (sent.length === 0) return new Map();
  const db = house.store.database;
  const emails = await readEmails(db, access.accountId, [...new Set(sent.map(one => one.emailId))], ['envelope']);
  const oldest = Math.min(...sent.map(one => one.sendAt.getTime()));
  const reports = await readReports(house, access, await catalogues.open(access), oldest);
  const about = Map.groupBy(
    [...reports].flatMap(([emailId, report]) => (report?.about ? [{ emailId, ...report, about: report.about }] : [])),
    one => one.about,
  );
  const found = new Map<number, Reports>();
  for (const { id, emailId } of sent) {
    const messageId = emails.get(emailId)?.envelope.messageId ?? '';
    const told = about.get(messageId) ?? [];
    const of = (kind: Report['kind']) => told.filter(one => one.kind === kind).map(one => one.emailId);
    found.set(id, {
      deliveries: of('delivery'),
      dispositions: of('disposition'),
      displayedBy: new Set(told.flatMap(one => one.displayedBy ?? [])),
    });
  }
  return found;
}

/** The email of the account that was submitted under that Message-ID, and is still here. */
export async function findReceived(
  { house, catalogues }: { house: Pick<House, 'store' | 'clock'>; catalogues: Catalogues },
  access: Access,
  messageId: string | null,
): Promise<EmailId | null> {
  if (messageId === null) return null;
  const { sent } = await readSent(house, access);
  const emails = await readEmails(
    house.store.database,
    access.accountId,
    [...new Set(sent.map(one => one.emailId))],
    ['envelope'],
  );
  const catalogue = await catalogues.open(access);
  for (const [emailId, { envelope }] of emails)
    if (envelope.messageId === messageId && catalogue.placeOf(emailId) !== undefined) return emailId;
  return null;
}

/** A report has parts that nobody shows within the text: only such emails are looked at, and only those since. */
async function readReports(
  { store }: Pick<House, 'store'>,
  { accountId }: Access,
  catalogue: Catalogue,
  since: number,
): Promise<ReadonlyMap<EmailId, Report | null>> {
  const known = kept.get(catalogue) ?? new Map<EmailId, Report | null>();
  kept.set(catalogue, known);
  const wanted: EmailId[] = [];
  for (const place of catalogue.byArrival()) {
    const emailId = catalogue.emailIdAt(place);
    if (!catalogue.isHere(place)) known.delete(emailId);
    else if (catalogue.attachments[place] === 1 && catalogue.receivedAt[place]! >= since - 1000 && !known.has(emailId))
      wanted.push(emailId);
  }
  for (let from = 0; from < wanted.length; from += together) {
    const some = wanted.slice(from, from + together);
    const emails = await readEmails(store.database, accountId, some, ['body', 'structure']);
    for (const email of emails.values()) {
      const isReport = email.structure.type === 'multipart' && email.structure.subtype === 'report';
      known.set(email.id, isReport ? readReport(await store.blobs.read(email.blob), email.structure) : null);
    }
  }
  return known;
}
