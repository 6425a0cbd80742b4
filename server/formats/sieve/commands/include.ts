import { SourceError } from '../faults.ts';
import { ask, type Flow, flow, type Run, RunError } from '../run.ts';
import { openScope } from '../scope.ts';
import { isScriptName } from '../script-name.ts';
import { type CommandShape, constant, hasTag, template, templates } from '../shape.ts';
import { variableName } from '../variable-name.ts';

/** rfc/6609#3.2 */
export const include: CommandShape = {
  name: 'include',
  needs: ['include'],
  tags: {
    ':personal': { group: 'location' },
    ':global': { group: 'location' },
    ':once': {},
    ':optional': {},
  },
  operands: [{ kind: 'string' }],
  compile(call) {
    const given = template(call, 0);
    const name = constant(given);
    if (!isScriptName(name)) throw new SourceError(given.at, 'bad-script-name', name);
    const location = hasTag(call, ':global') ? 'global' : 'personal';
    if (location === 'personal' && name === call.context.scriptName) throw new SourceError(given.at, 'includes-itself');
    const [once, optional] = [hasTag(call, ':once'), hasTag(call, ':optional')];
    return run => {
      const key = `${location} ${name}`;
      if (once && run.included.has(key)) return flow.next;
      const script = ask(run, { kind: 'script', location, name });
      if (script === null) {
        if (optional) return flow.next;
        throw new RunError('no-such-script', name);
      }
      enter(run, key);
      return runIncluded(run, key, script.start);
    };
  },
};

function enter(run: Run, key: string): void {
  const { includes, includeDepth } = run.limits;
  if (run.stack.includes(key) || run.stack.length >= includeDepth || ++run.includes > includes) {
    throw new RunError('too-many-includes');
  }
  run.included.add(key);
}

/** `return` comes back here, `stop` ends everything. rfc/6609#3.3 */
function runIncluded(run: Run, key: string, start: (run: Run) => Flow): Flow {
  const outer = { scope: run.scope, part: run.part };
  run.scope = openScope(key);
  run.part = null;
  run.stack.push(key);
  try {
    return start(run) === flow.stop ? flow.stop : flow.next;
  } catch (error) {
    if (error instanceof RunError && error.script === '') error.script = key.slice(key.indexOf(' ') + 1);
    throw error;
  } finally {
    run.stack.pop();
    run.scope = outer.scope;
    run.part = outer.part;
  }
}

/** rfc/6609#3.3 */
export const returns: CommandShape = {
  name: 'return',
  needs: ['include'],
  compile: () => () => flow.leaveScript,
};

/** From here on these names are shared by all scripts of the run. rfc/6609#3.4.1 */
export const global: CommandShape = {
  name: 'global',
  needs: ['include', 'variables'],
  operands: [{ kind: 'strings' }],
  compile(call) {
    const names = templates(call, 0).map(name => {
      const text = variableName(call, name);
      if (text.includes('.')) throw new SourceError(name.at, 'bad-variable', text);
      return text;
    });
    return run => {
      for (const name of names) run.scope.globals.add(name);
      return flow.next;
    };
  },
};
