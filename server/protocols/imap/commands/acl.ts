/** Access lists. rfc/4314#3 */
import { find } from '../../../services/mailboxes/find.ts';
import { allRights } from '../../../services/mailboxes/permission.ts';
import { changeRights, listGrants, readRightLetters } from '../../../services/mailboxes/share.ts';
import { writeAcl, writeListRights, writeMyRights } from '../grammar/write-mailbox.ts';
import { bad, done } from '../replies.ts';
import { actorOf, type CommandOf, type ImapCommand, readsUtf8, signedIn } from '../session.ts';
import { words } from '../words.ts';

export const setAcl: ImapCommand<CommandOf<'set-acl'>> = {
  name: 'set-acl',
  states: signedIn,
  async run(session, { mailbox, identifier, mode, rights }) {
    const letters = readRightLetters(rights);
    if (letters === null) return bad(words.noSuchRight);
    await changeRights(session.house, actorOf(session), mailbox, identifier, { mode, rights: letters });
    return done;
  },
};

export const deleteAcl: ImapCommand<CommandOf<'delete-acl'>> = {
  name: 'delete-acl',
  states: signedIn,
  async run(session, { mailbox, identifier }) {
    await changeRights(session.house, actorOf(session), mailbox, identifier, { mode: 'replace', rights: '' });
    return done;
  },
};

export const getAcl: ImapCommand<CommandOf<'get-acl'>> = {
  name: 'get-acl',
  states: signedIn,
  async run(session, { mailbox }) {
    const grants = await listGrants(session.house, actorOf(session), mailbox);
    const entries = grants.map(({ identifier, rights }) => ({ identifier, rights: withFormer(rights) }));
    session.connection.write(writeAcl(mailbox, entries, readsUtf8(session)));
    return done;
  },
};

/** Every right can be given by itself; the owner has them all, always. */
export const listRights: ImapCommand<CommandOf<'list-rights'>> = {
  name: 'list-rights',
  states: signedIn,
  async run(session, { mailbox, identifier }) {
    const [owner] = await listGrants(session.house, actorOf(session), mailbox);
    const groups = identifier.toLowerCase() === owner!.identifier ? [allRights] : ['', ...allRights, 'c', 'd'];
    session.connection.write(writeListRights(mailbox, identifier, groups, readsUtf8(session)));
    return done;
  },
};

export const myRights: ImapCommand<CommandOf<'my-rights'>> = {
  name: 'my-rights',
  states: signedIn,
  async run(session, { mailbox }) {
    const { rights } = await find(session.house, actorOf(session), mailbox);
    session.connection.write(writeMyRights(mailbox, withFormer(rights), readsUtf8(session)));
    return done;
  },
};

/** With the letters of rfc/2086, for clients that know no others. rfc/4314#2.1.1 */
function withFormer(rights: string): string {
  return `${rights}${/[kx]/.test(rights) ? 'c' : ''}${/[te]/.test(rights) ? 'd' : ''}`;
}
