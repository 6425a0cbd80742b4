import { ask, expandAll } from '../run.ts';
import { type TestShape, templates } from '../shape.ts';

/** Whether each names a list that can be asked. RFC 6134 */
export const validExtList: TestShape = {
  name: 'valid_ext_list',
  needs: ['extlists'],
  operands: [{ kind: 'strings' }],
  compile(call) {
    const names = templates(call, 0);
    return run => expandAll(run, names).every(list => ask(run, { kind: 'list-exists', list }));
  },
};
