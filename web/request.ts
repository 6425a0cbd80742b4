/** Asking the server: JSON both ways, a refusal thrown with what the server said of it. */
import { type RefusalReply, refusalReply } from '@vaguemestre/contract/text.ts';

export class Refused extends Error {
  readonly reply: RefusalReply;

  constructor(reply: RefusalReply) {
    super(reply.reason);
    this.reply = reply;
  }
}

type Schema<Answer> = { parse(value: unknown): Answer };

export async function get<Answer>(path: string, answer: Schema<Answer>): Promise<Answer> {
  return await ask(path, { method: 'GET' }, answer);
}

export async function post<Answer>(path: string, body: unknown, answer: Schema<Answer>): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  return await ask(path, { method: 'POST', headers, body: JSON.stringify(body) }, answer);
}

export async function remove<Answer>(path: string, answer: Schema<Answer>): Promise<Answer> {
  return await ask(path, { method: 'DELETE' }, answer);
}

/** @throws Refused; TypeError where the server cannot be reached */
async function ask<Answer>(path: string, init: RequestInit, answer: Schema<Answer>): Promise<Answer> {
  const response = await fetch(path, { ...init, credentials: 'same-origin' });
  const body: unknown = await response.json();
  if (!response.ok) throw new Refused(refusalReply.parse(body));
  return answer.parse(body);
}
