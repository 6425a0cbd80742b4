/**
 * Logs: one JSON object a line, with ids, sizes and outcomes; never content, third parties' addresses or secrets.
 * `error` is for bugs alone: a refusal is information.
 */
import type { Clock } from '../model/clock.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type LogFields = Readonly<Record<string, unknown>>;

export type Log = {
  readonly [level in LogLevel]: (event: string, fields?: LogFields) => void;
} & {
  /** A log that adds these fields to every line. */
  with(fields: LogFields): Log;
};

const order: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 };

/** A log that hands each line, without its newline, to `write`. */
export function createLog(
  clock: Clock,
  write: (line: string) => void,
  least: LogLevel = 'info',
  fixed: LogFields = {},
): Log {
  const line =
    (level: LogLevel) =>
    (event: string, fields: LogFields = {}) => {
      if (order[level] < order[least]) return;
      write(JSON.stringify({ at: clock.now().toISOString(), level, event, ...fixed, ...fields }, show));
    };
  return {
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    with: fields => createLog(clock, write, least, { ...fixed, ...fields }),
  };
}

/** Errors with their causes; everything else as JSON has it. */
function show(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return { name: value.name, message: value.message, stack: value.stack, cause: value.cause };
}
