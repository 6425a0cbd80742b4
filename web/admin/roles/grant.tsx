import type { School } from '@vaguemestre/contract/desk.ts';
import type { FoundReply, roleName } from '@vaguemestre/contract/support.ts';
import { type FormEvent, useState } from 'react';
import * as z from 'zod/mini';
import { Dialog } from '../../design/dialog.tsx';
import { Notice } from '../../design/notice.tsx';
import { Refusal, useAct } from '../../desk/frame/asked.tsx';
import { Radios, TextLine } from '../../desk/frame/fields.tsx';
import { PickPerson, PickSchool } from '../../desk/frame/pick.tsx';
import { useTold } from '../../desk/frame/told.tsx';
import { useFrameWords } from '../../desk/frame/words.ts';
import { post } from '../../request.ts';
import { useWords } from '../words/words.ts';

type RoleName = z.infer<typeof roleName>;
const roles: readonly RoleName[] = ['secretary', 'referent', 'support', 'analyst', 'administrator'];

/** Gives a role to somebody, for some days; that of administrator is proposed to a second one. */
export function Grant({ close, granted }: { close: () => void; granted: () => Promise<void> }) {
  const { t } = useWords();
  const { t: frame } = useFrameWords();
  const tell = useTold();
  const { failure, working, act } = useAct();
  const [person, setPerson] = useState<FoundReply | null>(null);
  const [role, setRole] = useState<RoleName | ''>('');
  const [school, setSchool] = useState<School | null>(null);
  const [lastDay, setLastDay] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const ofSchool = role === 'secretary' || role === 'referent';
  const byTwo = role === 'administrator';
  const missing = person === null || role === '' || (ofSchool && school === null) || (byTwo && reason.trim() === '');

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (missing) return;
    const { accountId } = person;
    const days = lastDay === '' ? {} : { lastDay };
    const went = await act(async () => {
      if (byTwo) {
        const proposal = { act: 'grant-administrator', accountId, reason: reason.trim(), ...days };
        await post('/api/support/propose', proposal, z.object({ id: z.number() }));
      } else {
        const where = ofSchool && school !== null ? { uai: school.uai } : {};
        const wish = { accountId, role, ...where, ...days };
        await post('/api/support/roles/grant', wish, z.object({ done: z.literal(true) }));
      }
    });
    if (!went) return;
    const name = `${person.givenName} ${person.familyName}`;
    tell(byTwo ? t('roles.proposed', { name }) : t('roles.given', { name }));
    close();
    await granted();
  }

  return (
    <Dialog title={t('roles.give')} closeLabel={frame('close')} onClose={close}>
      <form className="stack" onSubmit={event => void submit(event)} noValidate>
        <PickPerson
          label={t('roles.to')}
          chosen={person}
          onChange={setPerson}
          error={tried && person === null ? t('roles.personMissing') : undefined}
        />
        <Radios
          label={t('roles.role')}
          value={role}
          onChange={setRole}
          options={roles.map(value => ({ value, text: frame(`roles.${value}`) }))}
          error={tried && role === '' ? t('roles.roleMissing') : undefined}
        />
        {ofSchool && (
          <PickSchool
            label={t('roles.school')}
            own={null}
            chosen={school}
            onChange={setSchool}
            error={tried && school === null ? t('roles.schoolMissing') : undefined}
          />
        )}
        <TextLine
          label={t('roles.lastDay')}
          hint={t('roles.lastDayHint')}
          type="date"
          value={lastDay}
          onChange={setLastDay}
        />
        {byTwo && (
          <>
            <Notice tone="warn">
              <p>{t('roles.byTwo')}</p>
            </Notice>
            <TextLine
              label={t('roles.reason')}
              value={reason}
              onChange={setReason}
              long
              maxLength={200}
              error={tried && reason.trim() === '' ? t('roles.reasonMissing') : undefined}
            />
          </>
        )}
        <Refusal failure={failure} own={{ policy: t('roles.refused') }} />
        <div className="row dialog-acts">
          <button type="button" className="button button-quiet" onClick={close}>
            {frame('cancel')}
          </button>
          <button type="submit" className={`button button-main ${working ? 'button-pending' : ''}`}>
            {t(byTwo ? 'roles.propose' : 'roles.give')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
