/** Server-sent events of changes. rfc/8620#7.3 */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { readQuotaOf } from '../../services/emails/quota.ts';
import { startPush } from '../../services/push/state-changes.ts';
import { RequestFault } from './faults.ts';
import type { Doorway } from './routes.ts';
import { readMoment } from './states.ts';

/** Seconds between two signs of life: what is asked, within these. */
const pings = { least: 10, most: 900 };

type Asked = { readonly types: ReadonlySet<string> | null; readonly closeAfterState: boolean; readonly ping: number };

export function eventSourceRoute(scope: FastifyInstance, { house, signIn, streams }: Doorway): void {
  scope.get('/jmap/eventsource/', { exposeHeadRoute: false }, async (request, reply) => {
    const actor = await signIn(request);
    const { types, closeAfterState, ping } = readAsked(request.query as Record<string, unknown>);
    const { raw } = reply;
    const closed = streams.open(actor, request, () => raw.end());
    reply.hijack();
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    raw.flushHeaders();
    const pusher = startPush(house, actor, types, async (change, modseq) => {
      await write(raw, `event: state\nid: ${modseq}\ndata: ${JSON.stringify(change)}\n\n`);
      if (closeAfterState) raw.end();
    });
    const pinging = ping === 0 ? undefined : setInterval(() => sendPing(raw, ping), ping * 1000);
    raw.once('close', () => {
      clearInterval(pinging);
      pusher.stop();
      closed();
    });
    const last = readMoment(String(request.headers['last-event-id'] ?? ''));
    if (last !== null) pusher.catchUp(last.modseq, (await readQuotaOf(house, actor)).modseq);
  });
}

/** Resolves when the client has read enough for more, or is gone. */
async function write(raw: ServerResponse, text: string): Promise<void> {
  if (raw.writableEnded || raw.destroyed || raw.write(text)) return;
  await Promise.race([once(raw, 'drain'), once(raw, 'close')]);
}

/** A client that does not read is sent no pings on top of what waits for it. */
function sendPing(raw: ServerResponse, interval: number): void {
  if (!raw.writableNeedDrain && !raw.writableEnded) raw.write(`event: ping\ndata: {"interval":${interval}}\n\n`);
}

function readAsked({ types, closeafter, ping }: Record<string, unknown>): Asked {
  const seconds = Number(ping);
  const known = typeof types === 'string' && types !== '' && (closeafter === 'state' || closeafter === 'no');
  if (!known || !Number.isSafeInteger(seconds) || seconds < 0) {
    throw new RequestFault('notRequest', 'types, closeafter (state or no) and ping (seconds) are needed.');
  }
  return {
    types: types === '*' ? null : new Set(types.split(',')),
    closeAfterState: closeafter === 'state',
    ping: seconds === 0 ? 0 : Math.min(pings.most, Math.max(pings.least, seconds)),
  };
}
