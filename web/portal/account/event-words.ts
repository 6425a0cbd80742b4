import type { EventReply } from '@vaguemestre/contract/account.ts';
import { useTranslation } from 'react-i18next';
import { fr } from '../words/fr.ts';
import { clientName } from './client-name.ts';

const { kinds, doors } = fr.account.journal;

function isOf<Names extends object>(names: Names, name: string | null): name is keyof Names & string {
  return name !== null && name in names;
}

/** What an event of the account is called, through which door it came, and from what. */
export function useEventWords(): {
  what(event: EventReply): string;
  through(event: EventReply): string | null;
  from(event: EventReply): string | null;
} {
  const { t } = useTranslation();
  return {
    what: ({ kind }) => (isOf(kinds, kind) ? t(`account.journal.kinds.${kind}`) : kind),
    through: ({ door }) => (isOf(doors, door) ? t(`account.journal.doors.${door}`) : null),
    from: ({ client }) => (client === null ? null : clientName(client)),
  };
}
