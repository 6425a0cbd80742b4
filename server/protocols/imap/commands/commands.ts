/** Every command by its kind: one that is missing does not compile. */
import type { Command } from '../grammar/command.ts';
import type { CommandOf, ImapCommand } from '../session.ts';
import { authenticate } from './authenticate.ts';
import { capability } from './capability.ts';
import { close, unselectCommand } from './close.ts';
import { copy, move } from './copy.ts';
import { create } from './create.ts';
import { deleteCommand } from './delete.ts';
import { enable } from './enable.ts';
import { expunge } from './expunge.ts';
import { fetch } from './fetch.ts';
import { id } from './id.ts';
import { idle } from './idle.ts';
import { list, lsub } from './list.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { namespace } from './namespace.ts';
import { check, noop } from './noop.ts';
import { rename } from './rename.ts';
import { search } from './search.ts';
import { select } from './select.ts';
import { sort } from './sort.ts';
import { starttls } from './starttls.ts';
import { status } from './status.ts';
import { store } from './store.ts';
import { subscribe, unsubscribe } from './subscribe.ts';
import { thread } from './thread.ts';

type Commands = { readonly [Kind in Command['kind']]?: ImapCommand<CommandOf<Kind>> };

export const commands: Commands = {
  authenticate,
  capability,
  check,
  close,
  copy,
  create,
  delete: deleteCommand,
  enable,
  expunge,
  fetch,
  id,
  idle,
  list,
  login,
  logout,
  lsub,
  move,
  namespace,
  noop,
  rename,
  search,
  select,
  sort,
  starttls,
  status,
  store,
  subscribe,
  thread,
  unselect: unselectCommand,
  unsubscribe,
};
