import { readHeader } from '../../message/header.ts';
import { SourceError } from '../faults.ts';
import { writeField } from '../field.ts';
import { isFieldName } from '../header-scope.ts';
import { compileMatcher, type Matcher } from '../match.ts';
import { headerBlock, headerValues, withHeaderBlock } from '../message.ts';
import { expand, flow, type Run, RunError, spendText } from '../run.ts';
import {
  type Call,
  type CommandShape,
  hasTag,
  indexTags,
  matchTags,
  optionalTemplates,
  tagNumber,
  template,
} from '../shape.ts';
import type { Template } from '../template.ts';

/** Without them loops could no longer be seen. rfc/5293#6 */
const kept = new Set(['received', 'auto-submitted']);

/** A header grown past this is refused: each edit copies it. */
const maxHeader = 256 * 1024;

/** At the top, or with `:last` at the end. rfc/5293#4 */
export const addheader: CommandShape = {
  name: 'addheader',
  needs: ['editheader'],
  tags: { ':last': {} },
  operands: [{ kind: 'string' }, { kind: 'string' }],
  compile(call) {
    const [name, value] = [checkedName(template(call, 0)), template(call, 1)];
    const last = hasTag(call, ':last');
    return run => {
      const field = Buffer.from(writeField(nameAtRun(run, name), expand(run, value)));
      const block = headerBlock(run.message);
      if (block.length + field.length > maxHeader) throw new RunError('too-long-run');
      spendText(run, block.length);
      if (!last) run.message = withHeaderBlock(run.message, Buffer.concat([field, block]));
      else {
        const end = run.message.header.fields.at(-1)?.end ?? 0;
        const ended = end === 0 || block[end - 1] === 10 ? '' : '\r\n';
        const pieces = [block.subarray(0, end), Buffer.from(ended), field, block.subarray(end)];
        run.message = withHeaderBlock(run.message, Buffer.concat(pieces));
      }
      return flow.next;
    };
  },
};

/** rfc/5293#5 */
export const deleteheader: CommandShape = {
  name: 'deleteheader',
  needs: ['editheader'],
  // `:index` and `:last` are the command's own: they need no extension.
  tags: {
    ...matchTags,
    ...Object.fromEntries(
      Object.keys(indexTags).map(tag => [tag, tag === ':index' ? { value: 'number' as const } : {}]),
    ),
  },
  operands: [{ kind: 'string' }, { kind: 'strings', optional: true }],
  compile(call) {
    const name = checkedName(template(call, 0));
    const patterns = optionalTemplates(call, 1);
    const matches = patterns && compileMatcher(call, patterns);
    const chosen = compileChoice(call);
    return run => {
      const wanted = nameAtRun(run, name).toLowerCase();
      if (!kept.has(wanted)) removeFields(run, wanted, chosen, matches);
      return flow.next;
    };
  },
};

function removeFields(
  run: Run,
  name: string,
  chosen: (index: number, count: number) => boolean,
  matches: Matcher | null,
) {
  const block = headerBlock(run.message);
  const { fields } = readHeader(block);
  const named = fields.filter(field => field.name === name);
  const values = headerValues(run.message.header, name);
  const gone = named.filter((_, index) => chosen(index, named.length) && (!matches || matches(run, [values[index]!])));
  if (gone.length === 0) return;
  spendText(run, block.length);
  const pieces: Buffer[] = [];
  let done = 0;
  for (const field of gone) {
    pieces.push(block.subarray(done, field.start));
    done = field.end;
  }
  run.message = withHeaderBlock(run.message, Buffer.concat([...pieces, block.subarray(done)]));
}

function compileChoice(call: Call): (index: number, count: number) => boolean {
  const wanted = tagNumber(call, ':index');
  if (wanted === null) {
    if (hasTag(call, ':last')) throw new SourceError(call.at, 'missing-tag', ':index', call.name);
    return () => true;
  }
  if (wanted < 1) throw new SourceError(call.at, 'bad-number', ':index');
  return hasTag(call, ':last') ? (index, count) => count - index === wanted : index => index + 1 === wanted;
}

function checkedName(name: Template): Template {
  if (name.constant !== null && !isFieldName(name.constant)) {
    throw new SourceError(name.at, 'bad-header-name', name.constant);
  }
  return name;
}

function nameAtRun(run: Run, name: Template): string {
  const text = expand(run, name);
  if (!isFieldName(text)) throw new RunError('bad-header-name', text);
  return text;
}
