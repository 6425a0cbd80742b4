/** Set-up of mail programs, asked by the programs themselves: no session, nothing that is not on the home page. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  autodiscoverAnswer,
  type MailSettings,
  requestedAddress,
  thunderbirdConfig,
} from '../../formats/autoconfig/answers.ts';
import { WebRefusal } from './replies.ts';

const type = 'application/xml; charset=utf-8';

export function autoconfigRoutes(app: FastifyInstance, settings: MailSettings): void {
  for (const path of ['/mail/config-v1.1.xml', '/.well-known/autoconfig/mail/config-v1.1.xml']) {
    app.get(path, async (_, reply) => reply.type(type).send(thunderbirdConfig(settings)));
  }
  app.addContentTypeParser(['text/xml', 'application/xml'], { parseAs: 'string' }, (_, body, done) => done(null, body));
  for (const path of ['/autodiscover/autodiscover.xml', '/Autodiscover/Autodiscover.xml']) {
    app.post(path, async (request: FastifyRequest, reply) => {
      const address = typeof request.body === 'string' ? requestedAddress(request.body) : null;
      if (address === null) throw new WebRefusal('bad-request');
      return reply.type(type).send(autodiscoverAnswer(settings, address));
    });
  }
}
