/**
 * The built pages: hashed files are kept for ever, the pages themselves are asked for each time. What is below `/courrier`,
 * `/bureau` and `/console` is the page of the mail, of the desk and of the console, every other path that of the portal.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { webAnswer } from './replies.ts';
import { mailPolicy } from './security.ts';

/** `directory` holds `index.html` and `assets/`. Without them, pages answer a sentence that tells how to build them. */
export function serveFront(app: FastifyInstance, directory: string): void {
  const built = existsSync(join(directory, 'index.html'));
  const mailPage = join(directory, 'courrier.html');
  const mail = existsSync(mailPage) ? prefetchOf(readFileSync(mailPage, 'utf8')) : '';
  if (built) {
    app.register(fastifyStatic, {
      root: directory,
      cacheControl: false,
      preCompressed: true,
      setHeaders(reply, path) {
        const hashed = path.includes(join(directory, 'assets'));
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
        if (path.endsWith('courrier.html')) reply.header('content-security-policy', mailPolicy);
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const page = request.method === 'GET' && !request.url.startsWith('/api/') && !request.url.startsWith('/assets/');
    if (page && built) {
      // Who signs in to go to the mail has its files by the time the password is written.
      if (mail !== '' && /^\/connexion\?(?:.*&)?retour=%2Fcourrier/i.test(request.url)) reply.header('link', mail);
      return reply.header('cache-control', 'no-cache').sendFile(pageOf(request.url));
    }
    const { status, body } = webAnswer('not-found');
    if (!page) return reply.code(status).send(body);
    return reply
      .code(503)
      .type('text/plain; charset=utf-8')
      .send('Le portail n’est pas construit : npm run build -w web\n');
  });
}

/** The scripts and styles a page names, for a page that comes before it. rfc/8288#3 */
function prefetchOf(html: string): string {
  const files = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file!);
  return files.map(file => `<${file}>; rel=prefetch; crossorigin`).join(', ');
}

function pageOf(url: string): string {
  const [, page] = /^\/(courrier|bureau|console)(?:[/?]|$)/.exec(url) ?? [];
  return page === undefined ? 'index.html' : `${page}.html`;
}
