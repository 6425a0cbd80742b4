import { readFlags, withoutFlags } from '../flags.ts';
import { expandAll, flow, type Run, readVariable, writeVariable } from '../run.ts';
import { type CommandShape, optionalTemplates, templates } from '../shape.ts';
import { variableNames } from '../variable-name.ts';

/** Changes the script's own flags, or those that variables hold. */
function flagCommand(
  name: string,
  change: (before: readonly string[], given: readonly string[]) => string[],
): CommandShape {
  return {
    name,
    needs: ['imap4flags'],
    operands: [{ kind: 'strings', optional: true }, { kind: 'strings' }],
    compile(call) {
      const given = optionalTemplates(call, 0);
      const variables = given ? variableNames(call, given) : null;
      const flags = templates(call, 1);
      return run => {
        const listed = readFlags(expandAll(run, flags));
        if (variables)
          for (const variable of variables) changeVariable(run, variable, before => change(before, listed));
        else run.flags = change(run.flags, listed);
        return flow.next;
      };
    },
  };
}

function changeVariable(run: Run, name: string, change: (before: readonly string[]) => string[]): void {
  writeVariable(run, name, change(readFlags([readVariable(run, name)])).join(' '));
}

/** rfc/5232#3.1 */
export const setflag = flagCommand('setflag', (_before, given) => [...given]);

/** rfc/5232#3.2 */
export const addflag = flagCommand('addflag', (before, given) => readFlags([...before, ...given]));

/** rfc/5232#3.3 */
export const removeflag = flagCommand('removeflag', withoutFlags);
