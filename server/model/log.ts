/** What every part may say of what it did: ids, sizes and outcomes, never content, third parties' addresses or secrets. */
export type Log = {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
};

export type LogFields = Readonly<Record<string, unknown>>;
