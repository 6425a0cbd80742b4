/**
 * What a person's filters do with mail whatever it is: found by running them over letters that have nothing in common, so
 * that no way of writing "everything" hides it.
 */
import { parseMessage } from '../../formats/message/parse.ts';
import { compileScript } from '../../formats/sieve/compile.ts';
import type { SieveEnvironment } from '../../formats/sieve/environment.ts';
import { openMessage } from '../../formats/sieve/message.ts';
import { runScript } from '../../formats/sieve/run-script.ts';
import { parisZone } from '../../model/clock.ts';
import { offeredCapabilities, scriptLimits } from '../filters/offered.ts';
import type { FilterEffects } from './hijack.ts';

/** From different people, about different things. */
const letters = [
  'From: Claire Petit <claire.petit@exemple.fr>\r\nTo: %s\r\nSubject: Sortie au musee\r\n\r\nLe car part a huit heures.\r\n',
  'From: bureau@association.example\r\nTo: %s\r\nCc: tous@association.example\r\nSubject: Compte rendu 14\r\nList-Id: <bureau>\r\n\r\nBonne lecture.\r\n',
  'From: "M. Roux" <roux@service.example>\r\nTo: %s\r\nSubject: Re: convention\r\nIn-Reply-To: <a@b>\r\n\r\nSigne, merci.\r\n',
];

/**
 * @param owner an address of the person
 * @param inside whether an address belongs to the house
 */
export function filterEffects(
  script: { readonly text: string; readonly changedAt: Date } | null,
  owner: string,
  inside: (address: string) => boolean,
  now: Date,
): FilterEffects {
  if (script === null) return { forwardsAllTo: [], discardsAll: false, changedAt: null };
  const { text, changedAt } = script;
  const compiled = compileScript(text, { name: 'active', offered: offeredCapabilities, limits: scriptLimits });
  if (compiled.kind !== 'script') return { forwardsAllTo: [], discardsAll: false, changedAt };
  const ends = letters.map(letter => {
    const bytes = Buffer.from(letter.replace('%s', owner));
    const sender = /<?([^\s<>]+@[^\s<>]+)>?\r\n/.exec(letter)?.[1] ?? '';
    const end = runScript(
      compiled.script,
      openMessage(bytes, parseMessage(bytes)),
      surroundings(sender, owner, now),
      scriptLimits,
    );
    // A script that asks about mailboxes or lists treats mail by what it is.
    if (end.kind !== 'decided') return { forwards: new Set<string>(), discarded: false };
    const forwards = end.actions.flatMap(each => (each.kind === 'redirect' && !each.list ? [each.address] : []));
    const kept = end.implicitKeep !== null || end.actions.some(({ kind }) => kind === 'keep' || kind === 'fileinto');
    return { forwards: new Set(forwards), discarded: !kept && forwards.length === 0 };
  });
  const [first, ...others] = ends;
  const always = [...first!.forwards].filter(address => others.every(({ forwards }) => forwards.has(address)));
  return {
    forwardsAllTo: always.filter(address => !inside(address)),
    discardsAll: ends.every(({ discarded }) => discarded),
    changedAt,
  };
}

function surroundings(from: string, to: string, now: Date): SieveEnvironment {
  return {
    now,
    zoneAt: parisZone,
    envelope: { from, to, parameters: {} },
    items: { name: 'Vaguemestre', location: 'MDA', phase: 'during' },
    spamPercent: 0,
    virusLevel: null,
    occasion: 'delivery',
    flags: [],
    ask: () => undefined,
  };
}
