import {
  activateRequest,
  type FaultShape,
  type FiltersReply,
  type PreviewReply,
  previewRequest,
  type RuleShape,
  removeRequest,
  rulesRequest,
  runRequest,
  type ScriptReply,
  scriptQuery,
  scriptRequest,
  undoRequest,
} from '@vaguemestre/contract/filters.ts';
import type { FastifyInstance } from 'fastify';
import { readObjectId, writeObjectId } from '../../formats/object-id/object-id.ts';
import type { MailboxId, Uid } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { activateScript } from '../../services/filters/activate-script.ts';
import { checkScript } from '../../services/filters/check-script.ts';
import { listScripts } from '../../services/filters/list-scripts.ts';
import { scriptLimits } from '../../services/filters/offered.ts';
import { type PutScript, putScript } from '../../services/filters/put-script.ts';
import { readScript } from '../../services/filters/read-script.ts';
import { removeScript } from '../../services/filters/remove-script.ts';
import { type Rule, readRules, writeRules } from '../../services/filters/rules.ts';
import { emailsAt, previewRule, runRule, undoRun } from '../../services/filters/run-on-existing.ts';
import type { House } from '../../services/house.ts';
import { nameOfMailbox } from '../../services/mailboxes/name-of.ts';
import type { SessionActor } from '../../services/signing-in/sessions.ts';
import { usualRules } from '../../services/submission/rules.ts';
import { getSignedIn, postSignedIn, readQuery } from './route.ts';

/** Messages of a preview that are named one by one. */
const shown = 50;

const mount = '/api/filters';

/** Filters: `contract/filters.ts`. */
export function filtersRoutes(app: FastifyInstance, house: House): void {
  // A script in JSON, each character escaped at worst; rules and lists of messages are far smaller.
  const large = { bodyLimit: 2 * scriptLimits.scriptBytes + 65_536 };

  getSignedIn(app, house, mount, async (actor): Promise<FiltersReply> => {
    const [{ rules, script, byHand, edited }, scripts] = await Promise.all([
      readRules(house, actor),
      listScripts(house, actor),
    ]);
    return {
      rules: rules as RuleShape[],
      script,
      byHand,
      edited,
      scripts: scripts.map(({ name, active, bytes }) => ({ name, active, bytes })),
      forwardsOutside: (house.sending ?? usualRules).forwardsOutside,
      domains: [...house.domains],
    };
  });
  postSignedIn(
    app,
    house,
    `${mount}/rules`,
    rulesRequest,
    async (actor, { rules }) => scriptReply(await writeRules(house, actor, rules.map(asRule))),
    large,
  );
  postSignedIn(app, house, `${mount}/preview`, previewRequest, async (actor, body): Promise<PreviewReply> => {
    const name = await mailboxName(actor, body.mailbox);
    const found = await previewRule(house, actor, name, asRule(body.rule), body.after as Uid);
    const newest = found.uids.slice(-shown).reverse();
    const emails = await emailsAt(house, actor, name, newest);
    return {
      uids: [...found.uids],
      emails: emails.map(id => writeObjectId('E', actor.accountId, id)),
      looked: found.looked,
      after: found.after,
      passedOver: [...found.passedOver],
    };
  });
  postSignedIn(
    app,
    house,
    `${mount}/run`,
    runRequest,
    async (actor, { mailbox, rule, uids }) =>
      await runRule(house, actor, await mailboxName(actor, mailbox), asRule(rule), uids as Uid[]),
    large,
  );
  postSignedIn(app, house, `${mount}/undo`, undoRequest, async (actor, { run }) => ({
    undone: await undoRun(house, actor, run),
  }));

  getSignedIn(app, house, `${mount}/script`, async (actor, request) => ({
    text: await readScript(house, actor, readQuery(scriptQuery, request).name),
  }));
  postSignedIn(
    app,
    house,
    `${mount}/script`,
    scriptRequest,
    async (actor, { name, text, keep }) => {
      if (keep) return scriptReply(await putScript(house, actor, name, Buffer.from(text)));
      const checked = checkScript(text, name);
      return scriptReply(checked.kind === 'faulty' ? checked : { kind: 'kept', warnings: checked.warnings }, false);
    },
    large,
  );
  postSignedIn(app, house, `${mount}/script/activate`, activateRequest, async (actor, { name }) => {
    await activateScript(house, actor, name);
    return { done: true };
  });
  postSignedIn(app, house, `${mount}/script/remove`, removeRequest, async (actor, { name }) => {
    await removeScript(house, actor, name);
    return { done: true };
  });

  /** @throws Refusal no-such-mailbox */
  async function mailboxName(actor: SessionActor, id: string): Promise<string> {
    const mailboxId = readObjectId('M', actor.accountId, id) as MailboxId | null;
    if (mailboxId === null) throw new Refusal('no-such-mailbox');
    return await nameOfMailbox(house, actor, mailboxId);
  }
}

/** The same rule: what is optional in JSON is absent, never undefined. */
function asRule({ conditions, ...rule }: RuleShape): Rule {
  return { ...rule, conditions: conditions.map(({ not, ...rest }) => (not === true ? { ...rest, not } : rest)) };
}

function scriptReply(put: PutScript, kept = put.kind === 'kept'): ScriptReply {
  const shapes = (faults: readonly { line: number; column: number; fr: string; en: string }[]): FaultShape[] =>
    faults.map(({ line, column, fr, en }) => ({ line, column, sentence: { fr, en } }));
  if (put.kind === 'faulty') return { kept: false, faults: shapes(put.faults), warnings: [] };
  return { kept, faults: [], warnings: shapes(put.warnings) };
}
