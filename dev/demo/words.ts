import { parseArgs } from 'node:util';
import { AdministratorError } from '../../server/cli/administrator-error.ts';

export type DemoWords = {
  /** Folder of the demo's data. */
  readonly data: string;
  /** Added to the standard ports. */
  readonly offset: number;
  readonly reset: boolean;
  /** How far the house's clock is ahead. */
  readonly clockMilliseconds: number;
  readonly json: boolean;
};

const usage = `npm run demo -- [--data DOSSIER] [--offset N] [--reset] [--clock +40d] [--json]`;

/** @throws AdministratorError */
export function readDemoWords(words: string[]): DemoWords {
  let values: { data: string; offset: string; reset: boolean; clock: string; json: boolean };
  try {
    ({ values } = parseArgs({
      args: words,
      options: {
        data: { type: 'string', default: 'data/demo' },
        offset: { type: 'string', default: '10000' },
        reset: { type: 'boolean', default: false },
        clock: { type: 'string', default: '+0d' },
        json: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new AdministratorError(`${(error as Error).message}\n${usage}`, usage, error);
  }
  const offset = Number(values.offset);
  if (!/^\d+$/.test(values.offset) || offset > 55_000) {
    throw new AdministratorError('--offset : un nombre entre 0 et 55000', '--offset: a number from 0 to 55000');
  }
  return {
    data: values.data,
    offset,
    reset: values.reset,
    clockMilliseconds: readClock(values.clock),
    json: values.json,
  };
}

const units: Record<string, number> = { d: 86_400_000, j: 86_400_000, h: 3_600_000, m: 60_000 };

function readClock(text: string): number {
  const match = /^\+?(\d{1,5})([djhm])$/.exec(text);
  if (match === null) {
    throw new AdministratorError(
      '--clock : une avance, comme « +40d » ou « +6h »',
      '--clock: a lead, such as "+40d" or "+6h"',
    );
  }
  return Number(match[1]) * units[match[2]!]!;
}
