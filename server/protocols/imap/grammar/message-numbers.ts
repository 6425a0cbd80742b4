import type { Command } from './command.ts';
import type { SearchKey } from './search-key.ts';

/**
 * Whether a command speaks of messages by number: such commands are refused with UIDREQUIRED once the client has enabled
 * UIDONLY (rfc/9586). `$` counts as numbers in commands that take numbers.
 */
export function usesMessageNumbers(command: Command): boolean {
  switch (command.kind) {
    case 'copy':
    case 'move':
    case 'fetch':
    case 'store':
      return !command.uid;
    case 'search':
    case 'sort':
    case 'thread':
      return !command.uid || keyUsesNumbers(command.key);
    case 'multi-search':
      return keyUsesNumbers(command.key);
    case 'select':
      return command.qresync?.matches !== undefined;
    default:
      return false;
  }
}

function keyUsesNumbers(key: SearchKey): boolean {
  switch (key.kind) {
    case 'sequence':
      return true;
    case 'not':
      return keyUsesNumbers(key.key);
    case 'or':
    case 'and':
      return key.keys.some(keyUsesNumbers);
    default:
      return false;
  }
}
