/** Every command by its kind: one that is missing does not compile. */
import type { Command } from '../grammar/command.ts';
import type { CommandOf, ImapCommand } from '../session.ts';
import { deleteAcl, getAcl, listRights, myRights, setAcl } from './acl.ts';
import { authenticate } from './authenticate.ts';
import { cancelUpdate } from './cancel-update.ts';
import { capability } from './capability.ts';
import { close, unselectCommand } from './close.ts';
import { compress } from './compress.ts';
import { copy } from './copy.ts';
import { create } from './create.ts';
import { deleteCommand } from './delete.ts';
import { enable } from './enable.ts';
import { expunge } from './expunge.ts';
import { fetch } from './fetch.ts';
import { getJmapAccess } from './get-jmap-access.ts';
import { id } from './id.ts';
import { idle } from './idle.ts';
import { language } from './language.ts';
import { list, lsub } from './list.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { getMetadata, setMetadata } from './metadata.ts';
import { move } from './move.ts';
import { multiSearch } from './multi-search.ts';
import { namespace } from './namespace.ts';
import { check, noop } from './noop.ts';
import { notify } from './notify.ts';
import { getQuota, getQuotaRoot, setQuota } from './quota.ts';
import { rename } from './rename.ts';
import { search } from './search.ts';
import { select } from './select.ts';
import { sort } from './sort.ts';
import { starttls } from './starttls.ts';
import { status } from './status.ts';
import { store } from './store.ts';
import { subscribe, unsubscribe } from './subscribe.ts';
import { thread } from './thread.ts';
import { unauthenticate } from './unauthenticate.ts';

import { genUrlAuth, resetKey, urlFetch } from './urlauth.ts';

/** COMPARATOR alone is left out: with I18NLEVEL=1 there is nothing to choose. rfc/5255#4.4 */
type Known = Exclude<Command['kind'], 'comparator'>;
type Commands = { readonly [Kind in Known]: ImapCommand<CommandOf<Kind>> };

export const commands: Commands = {
  authenticate,
  'cancel-update': cancelUpdate,
  capability,
  check,
  close,
  compress,
  copy,
  create,
  delete: deleteCommand,
  'delete-acl': deleteAcl,
  enable,
  expunge,
  fetch,
  'gen-url-auth': genUrlAuth,
  'get-acl': getAcl,
  'get-metadata': getMetadata,
  'get-quota': getQuota,
  'get-quota-root': getQuotaRoot,
  getjmapaccess: getJmapAccess,
  id,
  idle,
  language,
  list,
  'list-rights': listRights,
  login,
  logout,
  lsub,
  move,
  'multi-search': multiSearch,
  'my-rights': myRights,
  namespace,
  noop,
  notify,
  rename,
  'reset-key': resetKey,
  search,
  select,
  'set-acl': setAcl,
  'set-metadata': setMetadata,
  'set-quota': setQuota,
  sort,
  starttls,
  status,
  store,
  subscribe,
  thread,
  unauthenticate,
  unselect: unselectCommand,
  unsubscribe,
  'url-fetch': urlFetch,
};
