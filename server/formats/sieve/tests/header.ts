import { parseParameterised } from '../../message/params.ts';
import { compileIndex, compileNames, compileScope } from '../header-scope.ts';
import { compileMatcher } from '../match.ts';
import { hasHeader, headerValues } from '../message.ts';
import { expandAll, type Run } from '../run.ts';
import {
  type Call,
  indexTags,
  matchTags,
  mimeTags,
  type TestShape,
  tagAmong,
  tagTemplates,
  templates,
} from '../shape.ts';

/** rfc/5228#5.7; the options of RFC 5703 look into structured values. */
export const header: TestShape = {
  name: 'header',
  tags: {
    ...matchTags,
    ...indexTags,
    ...mimeTags,
    ':type': { group: 'mime', needs: ['mime'] },
    ':subtype': { group: 'mime', needs: ['mime'] },
    ':contenttype': { group: 'mime', needs: ['mime'] },
    ':param': { group: 'mime', needs: ['mime'], value: 'strings' },
  },
  operands: [{ kind: 'strings' }, { kind: 'strings' }],
  compile(call) {
    const names = compileNames(templates(call, 0));
    const matches = compileMatcher(call, templates(call, 1));
    const scope = compileScope(call);
    const pick = compileIndex(call);
    const extract = compileExtract(call);
    const plain = extract === null && !call.tags.has(':index') && !call.tags.has(':mime');
    const counts = call.tags.has(':count');
    return run => {
      const wanted = names(run);
      if (plain && !counts) {
        for (const name of wanted) if (matches(run, headerValues(run.message.header, name))) return true;
        return false;
      }
      const values = scope(run).flatMap(one => wanted.flatMap(name => pick(headerValues(one, name))));
      return matches(run, extract ? values.flatMap(value => extract(run, value)) : values);
    };
  },
};

/** What `:type`, `:subtype`, `:contenttype` and `:param` take out of a value. */
function compileExtract(call: Call): ((run: Run, value: string) => string[]) | null {
  const names = tagTemplates(call, ':param');
  if (names) {
    return (run, value) => {
      const { params } = parseParameterised(value);
      return expandAll(run, names).flatMap(name => params[name.toLowerCase()] ?? []);
    };
  }
  const option = tagAmong(call, ':type', ':subtype', ':contenttype');
  if (option === undefined) return null;
  return (_run, value) => {
    const whole = parseParameterised(value).value;
    const slash = whole.indexOf('/');
    if (option === ':contenttype') return [whole];
    if (option === ':type') return [slash < 0 ? whole : whole.slice(0, slash)];
    return slash < 0 ? [] : [whole.slice(slash + 1)];
  };
}

/** All the fields must be there. rfc/5228#5.5 */
export const exists: TestShape = {
  name: 'exists',
  tags: mimeTags,
  operands: [{ kind: 'strings' }],
  compile(call) {
    const names = compileNames(templates(call, 0));
    const scope = compileScope(call);
    return run => {
      const headers = scope(run);
      return names(run).every(name => headers.some(one => hasHeader(one, name)));
    };
  },
};
