import type { Part } from '../../message/part.ts';
import { SourceError } from '../faults.ts';
import { allParts, partsWithin } from '../message.ts';
import { type Flow, flow, type Run, spend } from '../run.ts';
import { type CommandShape, constant, tagTemplate } from '../shape.ts';

/** Every part in the message's order, containers before what they hold; within a loop, the parts of the part at hand. RFC 5703 */
export const foreverypart: CommandShape = {
  name: 'foreverypart',
  needs: ['foreverypart'],
  tags: { ':name': { value: 'string' } },
  block: true,
  compile(call) {
    const named = tagTemplate(call, ':name');
    const name = named ? constant(named) : '';
    return run => {
      const outer = run.part;
      const parts = outer ? partsWithin(outer) : allParts(run.message.parsed.part);
      const left = loop(run, parts, name, call.body);
      run.part = outer;
      return left;
    };
  },
};

function loop(run: Run, parts: Iterable<Part>, name: string, body: (run: Run) => Flow): Flow {
  for (const part of parts) {
    spend(run, 1);
    run.part = part;
    const next = body(run);
    if (next === flow.leaveLoop) {
      const here = run.leaving === null || run.leaving === name;
      if (here) run.leaving = null;
      return here ? flow.next : flow.leaveLoop;
    }
    if (next !== flow.next) return next;
  }
  return flow.next;
}

export const breaks: CommandShape = {
  name: 'break',
  needs: ['foreverypart'],
  tags: { ':name': { value: 'string' } },
  compile(call) {
    const { loops } = call.context;
    const named = tagTemplate(call, ':name');
    const name = named && constant(named);
    if (loops.length === 0 || (name !== null && !loops.includes(name))) {
      throw new SourceError(call.at, 'outside-loop', 'break');
    }
    return run => {
      run.leaving = name;
      return flow.leaveLoop;
    };
  },
};
