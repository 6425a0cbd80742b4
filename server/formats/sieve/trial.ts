/** For tests: a script tried on a message, and what it decided as lines one can read. */
import assert from 'node:assert/strict';
import type { Action } from './action.ts';
import { type CompiledScript, type CompileOptions, compileScript } from './compile.ts';
import type { Answer, Question, SieveEnvironment } from './environment.ts';
import type { SieveLimits } from './limits.ts';
import { openMessage } from './message.ts';
import { type Decision, runScripts } from './run-script.ts';

/** A message from lines, its body after the first empty one. */
export function mail(...lines: string[]): Buffer {
  return Buffer.from(`${lines.join('\r\n')}\r\n`);
}

export const plainMail = mail(
  'From: Anne Dupont <anne.dupont@ac-exemple.fr>',
  'To: jean.petit+classe@ac-exemple.fr',
  'Subject: Conseil de classe',
  'Date: Tue, 24 Nov 2026 08:20:00 +0100',
  'Message-ID: <1@ac-exemple.fr>',
  '',
  'Le conseil se tient jeudi.',
);

export type Setting = {
  readonly message?: Buffer;
  readonly environment?: Partial<SieveEnvironment>;
  /** What the environment answers, by `kind` of question and its details as {@link wording} has them. */
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly limits?: SieveLimits;
  readonly options?: CompileOptions;
};

/** The script, or the test fails with its faults. */
export function compiled(text: string, options: CompileOptions = {}): CompiledScript {
  const result = compileScript(text, options);
  assert.ok(result.kind === 'script', result.kind === 'faulty' ? result.faults.map(one => one.en).join('; ') : '');
  return result.script;
}

/** `line:column code` of every fault of a script that must have some. */
export function faultsOf(text: string | Buffer, options: CompileOptions = {}): string[] {
  const result = compileScript(text, options);
  assert.ok(result.kind === 'faulty', 'the script was accepted');
  return result.faults.map(({ line, column, code }) => `${line}:${column} ${code}`);
}

/** A question as a line: its kind, then its details. */
function wording(question: Question): string {
  const { kind, ...details } = question;
  return [kind, ...Object.values(details)].join(' ');
}

export function settingEnvironment(setting: Setting = {}): SieveEnvironment {
  return {
    now: new Date('2026-11-24T07:30:00Z'),
    zoneAt: () => 60,
    envelope: { from: 'anne.dupont@ac-exemple.fr', to: 'jean.petit+classe@ac-exemple.fr', parameters: {} },
    items: { name: 'Vaguemestre', location: 'MDA', phase: 'during', domain: 'ac-exemple.fr' },
    spamPercent: null,
    virusLevel: null,
    occasion: 'delivery',
    flags: [],
    ask<Asked extends Question>(question: Asked) {
      const answers = setting.answers ?? {};
      const key = wording(question);
      if (question.kind === 'script') {
        const text = setting.scripts?.[question.name];
        return (text === undefined ? null : compiled(text, { name: question.name })) as Answer<Asked>;
      }
      return (key in answers ? answers[key] : question.kind === 'metadata' ? null : false) as Answer<Asked>;
    },
    ...setting.environment,
  };
}

export function decide(script: string | readonly string[], setting: Setting = {}): Decision {
  const scripts = (typeof script === 'string' ? [script] : script).map((text, index) =>
    compiled(text, { name: `script ${index + 1}`, ...setting.options }),
  );
  const message = openMessage(setting.message ?? plainMail);
  const outcome = runScripts(scripts, message, settingEnvironment(setting), setting.limits);
  assert.equal(outcome.kind, 'decided');
  return outcome as Decision;
}

/** What was decided, a line an action; failures as `! code`. */
export function trial(script: string | readonly string[], setting: Setting = {}): string[] {
  const { actions, implicitKeep, failures } = decide(script, setting);
  const kept = implicitKeep ? [`keep${marks(implicitKeep.flags)} (implicit)`] : [];
  return [...actions.map(line), ...kept, ...failures.map(({ fault }) => `! ${fault.code}`)];
}

const marks = (flags: readonly string[]) => flags.map(flag => ` ${flag}`).join('');

function line(action: Action): string {
  switch (action.kind) {
    case 'keep':
      return `keep${marks(action.flags)}`;
    case 'fileinto': {
      const where = [
        action.create ? ':create' : '',
        action.mailboxId === null ? '' : `:mailboxid ${action.mailboxId}`,
        action.specialUse === null ? '' : `:specialuse ${action.specialUse}`,
      ].filter(one => one !== '');
      return [`fileinto`, ...where, action.mailbox].join(' ') + marks(action.flags);
    }
    case 'redirect':
      return `redirect ${action.list ? ':list ' : ''}${action.address}`;
    case 'reject':
      return `${action.how} ${action.reason}`;
    case 'vacation':
      return `vacation ${action.seconds} ${action.reason}`;
    case 'notify':
      return `notify ${action.method}`;
    case 'discard':
      return 'discard';
  }
}
