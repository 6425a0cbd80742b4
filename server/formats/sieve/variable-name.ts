/** Names of variables where a script names one rather than its value. rfc/5229#3 */
import { SourceError } from './faults.ts';
import { type Call, constant } from './shape.ts';
import type { Template } from './template.ts';

/** A name in lower case, `global.` allowed where include is. @throws SourceError bad-variable */
export function variableName(call: Call, name: Template): string {
  const text = constant(name).toLowerCase();
  const global = call.context.required.has('include') ? '(?:global\\.)?' : '';
  if (!new RegExp(`^${global}[a-z_][a-z0-9_]*$`).test(text)) throw new SourceError(name.at, 'bad-variable', text);
  return text;
}

/** Variables that a flag command or test names instead of the script's own flags. */
export function variableNames(call: Call, names: readonly Template[]): string[] {
  for (const name of names) call.context.use('variables', name.at, call.name);
  return names.map(name => variableName(call, name));
}
