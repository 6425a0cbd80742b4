/**
 * What filters cost at delivery: `node bench/sieve.ts`. Prints, asserts nothing. First the interpreter alone, then whole
 * deliveries into a database of its own, with and without filters by turns, and what the former take more: the aim is no
 * more than a third. Processor time of this process beside the time that passed, since machines are shared.
 */
import { mailHouse } from '../dev/testing/mail-house.ts';
import { describeMessage } from '../server/formats/message/describe.ts';
import { parseMessage } from '../server/formats/message/parse.ts';
import { compileScript } from '../server/formats/sieve/compile.ts';
import { openMessage } from '../server/formats/sieve/message.ts';
import type { Rule } from '../server/formats/sieve/rules/model.ts';
import { writeRules } from '../server/formats/sieve/rules/section.ts';
import { runScript } from '../server/formats/sieve/run-script.ts';
import { compiled, settingEnvironment } from '../server/formats/sieve/trial.ts';
import { deliverInside } from '../server/services/delivery/inside.ts';
import { findRecipient } from '../server/services/delivery/recipient.ts';
import { activateScript } from '../server/services/filters/activate-script.ts';
import { putScript } from '../server/services/filters/put-script.ts';
import { createFilters } from '../server/services/filters/run.ts';
import { create } from '../server/services/mailboxes/create.ts';

const crlf = (lines: string[]) => `${lines.join('\r\n')}\r\n`;
const bytes = Buffer.from(
  crlf([
    ...Array.from(
      { length: 6 },
      (_, i) =>
        `Received: from relay${i}.example.org ([192.0.2.${i}])\r\n\tby mx.ac-exemple.fr; Tue, 24 Nov 2026 08:1${i}:00 +0100`,
    ),
    'From: =?utf-8?Q?Ren=C3=A9e_Lef=C3=A8vre?= <renee.lefevre@ac-exemple.fr>',
    'To: "Dupont, Anne" <anne.dupont@ac-exemple.fr>, Jean Petit <jean.petit@ac-exemple.fr>',
    'Subject: =?utf-8?B?Q29uc2VpbCBkZSBjbGFzc2UgZHUgMyBkw6ljZW1icmU=?=',
    'Date: Tue, 24 Nov 2026 08:20:00 +0100',
    'Message-ID: <1f0c6b2e@ac-exemple.fr>',
    '',
    ...Array.from({ length: 90 }, (_, i) => `Ligne ${i} : le conseil de classe se tiendra en salle B204.`),
  ]),
);

/** Twenty rules as people have them, the last of which holds. */
const rules: Rule[] = Array.from({ length: 20 }, (_, i) => ({
  id: String(i),
  name: `Règle ${i}`,
  enabled: true,
  when: i % 2 === 0 ? 'any' : 'all',
  conditions: [
    { kind: 'subject', match: i % 3 === 0 ? 'begins' : 'contains', values: [`Projet ${i}`, `[liste-${i}]`] },
    { kind: 'from', match: 'is', values: [`personne.${i}@example.org`] },
    ...(i % 4 === 0 ? [{ kind: 'recipient', match: 'contains', values: [`groupe-${i}`] } as const] : []),
  ],
  actions: [{ kind: 'move', mailbox: `Dossier ${i}` }],
  last: true,
}));
const last: Rule = {
  ...rules[19]!,
  when: 'any',
  conditions: [{ kind: 'subject', match: 'contains', values: ['conseil'] }],
};
const visual = writeRules('', [...rules.slice(0, 19), last]);

const written = `require ["fileinto", "variables", "regex", "body", "imap4flags"];
${Array.from({ length: 17 }, (_, i) => `if header :contains ["subject", "list-id"] ["projet ${i}", "autre ${i}"] { fileinto "D${i}"; stop; }`).join('\n')}
if address :domain :is "from" ["example.org", "example.net"] { addflag "$exterieur"; }
if header :regex "subject" "^\\\\[([a-z-]+)\\\\]" { fileinto "\${1}"; stop; }
if header :matches "subject" "*conseil*" { fileinto "Conseils"; }
`;

const parsed = parseMessage(bytes);
const environment = settingEnvironment();
for (const [name, text] of Object.entries({ 'visual, 20 rules': visual, 'by hand, 20 rules': written })) {
  const script = compiled(text);
  report(`compile   ${name}`, () => compileScript(text));
  report(`run       ${name}`, () => runScript(script, openMessage(bytes, parsed), environment));
  report(`parse+run ${name}`, () => runScript(script, openMessage(bytes, parseMessage(bytes)), environment));
}
report('parse alone', () => parseMessage(bytes));

function report(name: string, work: () => unknown): void {
  for (let i = 0; i < 3000; i++) work();
  const start = performance.now();
  let runs = 0;
  while (performance.now() - start < 1000) {
    for (let i = 0; i < 100; i++) work();
    runs += 100;
  }
  const each = (performance.now() - start) / runs;
  console.log(
    `${name.padEnd(32)} ${(each * 1000).toFixed(1).padStart(8)} µs ${Math.round(1000 / each)
      .toString()
      .padStart(9)}/s`,
  );
}

await compareDeliveries();

/** Rounds of deliveries to as many people at once, of whom all have the same 20 rules, or none have any. */
async function compareDeliveries(): Promise<void> {
  const atOnce = 64;
  const rounds = 30;
  const tests = await mailHouse();
  const house = { ...tests.house, filters: createFilters(tests.house) };
  const people = async (name: string, filtered: boolean) => {
    const all = [];
    for (let i = 0; i < atOnce; i++) {
      const actor = await tests.account(`${name}.${i}`);
      await create(house, actor, 'Dossier 19');
      if (filtered) {
        await putScript(house, actor, 'regles', Buffer.from(visual));
        await activateScript(house, actor, 'regles');
      }
      all.push(await findRecipient(house, actor.address));
    }
    return all;
  };
  const groups = { 'without filters': await people('sans', false), 'with 20 rules': await people('avec', true) };
  const spent = { 'without filters': { wall: 0, processor: 0 }, 'with 20 rules': { wall: 0, processor: 0 } };
  let number = 0;
  for (let round = -3; round < rounds; round++) {
    for (const name of ['without filters', 'with 20 rules'] as const) {
      const start = performance.now();
      const before = process.cpuUsage();
      await Promise.all(
        groups[name].map(async person => {
          const written = Buffer.from(bytes.toString().replace('1f0c6b2e', `${number++}`));
          const at = house.clock.now();
          const message = {
            trace: `t${number}`,
            sender: 'renee.lefevre@example.org',
            blob: await house.store.blobs.keep(written),
            bytes: written,
            facts: describeMessage(written),
            at,
            zone: 60,
            steps: [],
            client: null,
          };
          await deliverInside(house, message, [person]);
        }),
      );
      const { user, system } = process.cpuUsage(before);
      if (round < 0) continue;
      spent[name].wall += performance.now() - start;
      spent[name].processor += (user + system) / 1000;
    }
  }
  await tests.close();
  const deliveries = rounds * atOnce;
  for (const [name, { wall, processor }] of Object.entries(spent)) {
    const each = ((processor / deliveries) * 1000).toFixed(0).padStart(6);
    console.log(
      `deliveries ${name.padEnd(16)} ${each} µs of processor each ${Math.round((deliveries / wall) * 1000)
        .toString()
        .padStart(7)}/s`,
    );
  }
  const [plain, filtered] = [spent['without filters'], spent['with 20 rules']];
  console.log(
    `filters take ${percent(filtered.processor / plain.processor)} more processor, ${percent(filtered.wall / plain.wall)} more time`,
  );
}

function percent(ratio: number): string {
  return `${Math.round((ratio - 1) * 100)} %`;
}
