import { Refusal } from '../../model/refusal.ts';
import { WireError } from '../wire/wire-error.ts';
import { BadSyntax, type SyntaxFault } from './grammar/bad-syntax.ts';
import { searchCharsets } from './grammar/charset.ts';
import { bad, type Ending, no, refused } from './replies.ts';
import type { Session } from './session.ts';
import { UndefinedFilter } from './stored-filters.ts';
import { words } from './words.ts';

/** Runs a command to its ending: a refusal is a NO, a bug is a NO that tells nothing and a line in the log. */
export async function guarded(session: Session, run: () => Promise<Ending> | Ending): Promise<Ending> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    if (error instanceof BadSyntax) return badSyntax(error);
    if (error instanceof UndefinedFilter) return no(words.noSuchFilter, `UNDEFINED-FILTER ${error.filter}`);
    if (error instanceof WireError) throw error;
    session.log.error('imap-command-failed', { error: error as Error });
    return no(words.failed, 'SERVERBUG');
  }
}

const faults = {
  syntax: text => bad({ fr: `Syntaxe : ${text}`, en: text }),
  limit: text => bad({ fr: `Limite : ${text}`, en: text }, 'LIMIT'),
  charset: text => no({ fr: text, en: text }, `BADCHARSET (${searchCharsets.join(' ')})`),
  'filter-charset': text => bad({ fr: text, en: text }, `BADCHARSET (${searchCharsets.slice(0, 2).join(' ')})`),
  'mailbox-name': text => no({ fr: 'Nom de dossier impossible.', en: text }, 'CANNOT'),
} as const satisfies Record<SyntaxFault, (text: string) => Ending>;

export function badSyntax({ fault, message }: BadSyntax): Ending {
  return faults[fault](message);
}
