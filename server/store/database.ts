export type Statement = { readonly text: string; readonly values?: readonly unknown[] };
export interface Queryable {
  query<Row>(statement: Statement): Promise<Row[]>;
}
export type Transaction = Queryable;
export interface Database extends Queryable {
  transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>;
  listen(channel: string, heard: (payload: string) => void, reconnected: () => void): Promise<void>;
  notify(channel: string, payload: string): Promise<void>;
  close(): Promise<void>;
}
