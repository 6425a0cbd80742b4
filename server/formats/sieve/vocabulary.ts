/** Every command and every test, by name. `require`, `if`, `elsif` and `else` are the compiler's own. */
import { addheader, deleteheader } from './commands/edit-header.ts';
import { error } from './commands/error.ts';
import { breaks, foreverypart } from './commands/every-part.ts';
import { extracttext } from './commands/extract-text.ts';
import { discard, fileinto, keep, stop } from './commands/filing.ts';
import { addflag, removeflag, setflag } from './commands/flags.ts';
import { global, include, returns } from './commands/include.ts';
import { notify } from './commands/notify.ts';
import { redirect } from './commands/redirect.ts';
import { ereject, reject } from './commands/reject.ts';
import { enclose, replace } from './commands/replace.ts';
import { set } from './commands/set.ts';
import { vacation } from './commands/vacation.ts';
import type { CommandShape, TestShape } from './shape.ts';
import { address } from './tests/address.ts';
import { body } from './tests/body.ts';
import { currentdate, date } from './tests/date.ts';
import { duplicate } from './tests/duplicate.ts';
import { envelope } from './tests/envelope.ts';
import { environment } from './tests/environment.ts';
import { hasflag } from './tests/hasflag.ts';
import { exists, header } from './tests/header.ts';
import { ihave } from './tests/ihave.ts';
import { validExtList } from './tests/lists.ts';
import { allof, anyof, isFalse, isTrue, not } from './tests/logic.ts';
import { mailboxexists, mailboxidexists, specialuseExists } from './tests/mailbox.ts';
import { metadata, metadataexists, servermetadata, servermetadataexists } from './tests/metadata.ts';
import { notifyMethodCapability, validNotifyMethod } from './tests/notify.ts';
import { size } from './tests/size.ts';
import { spamtest, virustest } from './tests/spam.ts';
import { string } from './tests/string.ts';

const commands = byName<CommandShape>([
  ...[keep, fileinto, redirect, discard, stop, reject, ereject, vacation, notify],
  ...[set, setflag, addflag, removeflag, addheader, deleteheader, include, returns, global, error],
  ...[foreverypart, breaks, extracttext, replace, enclose],
]);

const tests = byName<TestShape>([
  ...[allof, anyof, not, isTrue, isFalse, address, envelope, header, exists, size, string, hasflag],
  ...[date, currentdate, body, environment, duplicate, ihave, validExtList, spamtest, virustest],
  ...[mailboxexists, mailboxidexists, specialuseExists, metadata, metadataexists, servermetadata],
  ...[servermetadataexists, validNotifyMethod, notifyMethodCapability],
]);

function byName<Kind extends { name: string }>(shapes: Kind[]): ReadonlyMap<string, Kind> {
  return new Map(shapes.map(shape => [shape.name, shape]));
}

export function commandNamed(name: string): CommandShape | undefined {
  return commands.get(name);
}

export function testNamed(name: string): TestShape | undefined {
  return tests.get(name);
}
