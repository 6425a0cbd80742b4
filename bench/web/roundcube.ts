/**
 * Roundcube as Debian packages it, over Debian's Dovecot, behind nginx and php-fpm: configurations, mail, database and
 * sockets in a folder of ours, on loopback. Debian's defaults, with compression, HTTP/2 and the opcode cache on.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, chown, copyFile, link, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { freePorts } from '../../dev/testing/free-ports.ts';
import { encodeModifiedUtf7 } from '../../server/formats/mailbox-name/modified-utf7.ts';
import { letters } from './fill.ts';
import { type Gestures, words } from './gestures.ts';
import { press, scriptOf, typeAndEnter } from './ours.ts';
import { timed, watcher } from './watch.ts';

export const roundcubePackages = {
  'roundcube-core': '/usr/share/roundcube/index.php',
  'roundcube-sqlite3': '/usr/share/doc/roundcube-sqlite3',
  'php-fpm': '/usr/sbin/php-fpm8.2',
  nginx: '/usr/sbin/nginx',
  'dovecot-imapd': '/usr/lib/dovecot/imap',
};

type Given = {
  readonly directory: string;
  readonly address: string;
  /** Different messages, and how often they stand there. */
  readonly messages: number;
  readonly times: number;
  readonly certificate: { readonly certificate: string; readonly key: string };
};
export type Running = { readonly url: string; stop(): Promise<void> };

/** Null where a part is missing, or this is not root. */
export async function startRoundcube(given: Given): Promise<Running | null> {
  if (process.getuid?.() !== 0) return null;
  for (const path of Object.values(roundcubePackages)) {
    const there = await access(path).then(
      () => true,
      () => false,
    );
    if (!there) return null;
  }
  const { directory, address, certificate } = given;
  const [imap, web] = (await freePorts(2)) as [number, number];
  const [uid, gid] = ['-u', '-g'].map(flag => Number(execFileSync('id', [flag, 'www-data'], { encoding: 'utf8' }))) as [
    number,
    number,
  ];
  await chmod(directory, 0o755);
  for (const name of ['mail', 'web', 'web/temp', 'web/logs', 'run'])
    await mkdir(join(directory, name), { recursive: true }).then(() => chown(join(directory, name), uid, gid));
  await writeFile(join(directory, 'server.pem'), certificate.certificate);
  await writeFile(join(directory, 'server.key'), certificate.key, { mode: 0o600 });
  await fillMaildir(given, uid, gid);

  const dovecot = join(directory, 'dovecot.conf');
  await writeFile(join(directory, 'passwd'), `${address}:{PLAIN}secret::::::\n`);
  await writeFile(dovecot, dovecotConfiguration(directory, { uid, gid, imap }));
  await writeFile(join(directory, 'config.inc.php'), roundcubeConfiguration(directory, imap));
  await copyFile('/etc/roundcube/defaults.inc.php', join(directory, 'defaults.inc.php'));
  await copyFile('/etc/roundcube/mimetypes.php', join(directory, 'mimetypes.php'));
  await makeDatabase(join(directory, 'web', 'roundcube.db'), uid, gid);
  await writeFile(join(directory, 'fpm.conf'), fpmConfiguration(directory));
  await writeFile(join(directory, 'nginx.conf'), nginxConfiguration(directory, web));

  const running = [
    spawn('/usr/sbin/dovecot', ['-F', '-c', dovecot], { stdio: 'ignore' }),
    spawn('/usr/sbin/php-fpm8.2', ['-F', '-y', join(directory, 'fpm.conf'), '-d', 'opcache.enable=1'], {
      stdio: 'ignore',
    }),
    spawn('/usr/sbin/nginx', ['-c', join(directory, 'nginx.conf'), '-g', 'daemon off;'], { stdio: 'ignore' }),
  ];
  async function stop(): Promise<void> {
    for (const server of running) {
      if (server.exitCode !== null || server.signalCode !== null) continue;
      const exited = once(server, 'exit');
      server.kill('SIGTERM');
      await exited;
    }
  }
  try {
    await Promise.all([answering(imap), answering(web)]);
    // The index of each folder, as a mailbox in use has it.
    execFileSync('doveadm', ['-c', dovecot, 'index', '-u', address, '*'], { stdio: 'ignore' });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `https://localhost:${web}`, stop };
}

async function answering(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const open = await new Promise<boolean>(resolve => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
    await pause(100);
  }
  throw new Error(`nothing answers on ${port}`);
}

/** Each message is one file under many names: the same mails over, as our account has them. */
async function fillMaildir({ directory, address, messages, times }: Given, uid: number, gid: number): Promise<void> {
  const home = join(directory, 'mail', address);
  const made = new Set<string>();
  let number = 0;
  for (const { folder, raw, receivedAt, seen } of letters(address, messages)) {
    const place = folder === 'INBOX' ? home : join(home, `.${encodeModifiedUtf7(folder).replaceAll('/', '.')}`);
    if (!made.has(place)) for (const part of ['cur', 'new', 'tmp']) await mkdir(join(place, part), { recursive: true });
    made.add(place);
    number += 1;
    const nameOf = (copy: number) =>
      `${Math.floor(receivedAt.getTime() / 1000) - copy * 133_200}.M${number}P${copy}.bench,S=${raw.length}:2,${seen ? 'S' : ''}`;
    const first = join(place, 'cur', nameOf(0));
    await writeFile(first, raw);
    for (let copy = 1; copy < times; copy += 1) await link(first, join(place, 'cur', nameOf(copy)));
  }
  await writeFile(
    join(home, 'subscriptions'),
    [...made].flatMap(place => (place === home ? [] : [place.slice(home.length + 2)])).join('\n'),
  );
  for (const path of [home, ...(await readdir(home, { recursive: true })).map(name => join(home, name))])
    await chown(path, uid, gid);
}

async function makeDatabase(path: string, uid: number, gid: number): Promise<void> {
  const database = new DatabaseSync(path);
  database.exec(await readFile('/usr/share/dbconfig-common/data/roundcube/install/sqlite3', 'utf8'));
  database.close();
  await chown(path, uid, gid);
}

function dovecotConfiguration(
  directory: string,
  { uid, gid, imap }: { uid: number; gid: number; imap: number },
): string {
  return `
base_dir = ${directory}/run-dovecot
state_dir = ${directory}/state
log_path = ${directory}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_cache_size = 10M
auth_mechanisms = plain
auth_failure_delay = 0
mail_location = maildir:${directory}/mail/%u
mailbox_list_index = yes
first_valid_uid = 1
first_valid_gid = 1
passdb {
  driver = passwd-file
  args = username_format=%u ${directory}/passwd
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${directory}/mail/%u
}
service imap-login {
  service_count = 0
  process_min_avail = 1
  inet_listener imap {
    port = ${imap}
  }
  inet_listener imaps {
    port = 0
  }
}
service imap {
  process_min_avail = 2
}
`;
}

function roundcubeConfiguration(directory: string, imap: number): string {
  return `<?php
$config = [];
$config['db_dsnw'] = 'sqlite:///${directory}/web/roundcube.db?mode=0640';
$config['imap_host'] = ['127.0.0.1:${imap}'];
$config['smtp_host'] = 'localhost:1';
$config['des_key'] = 'benchbenchbenchbenchbeen';
$config['plugins'] = [];
$config['skin'] = 'elastic';
$config['enable_spellcheck'] = false;
$config['language'] = 'fr_FR';
$config['temp_dir'] = '${directory}/web/temp';
$config['log_dir'] = '${directory}/web/logs';
`;
}

function fpmConfiguration(directory: string): string {
  return `
[global]
error_log = ${directory}/fpm.log
pid = ${directory}/fpm.pid
[bench]
user = www-data
group = www-data
listen = ${directory}/run/fpm.sock
listen.owner = www-data
listen.group = www-data
pm = static
pm.max_children = 4
env[ROUNDCUBE_CONFIG_DIR] = ${directory}
`;
}

function nginxConfiguration(directory: string, web: number): string {
  return `
user www-data;
worker_processes 1;
pid ${directory}/nginx.pid;
error_log ${directory}/nginx.log;
events {}
http {
  include /etc/nginx/mime.types;
  access_log off;
  gzip on;
  gzip_types text/css application/javascript text/javascript application/json text/plain;
  client_body_temp_path ${directory}/run;
  fastcgi_temp_path ${directory}/run;
  proxy_temp_path ${directory}/run;
  uwsgi_temp_path ${directory}/run;
  scgi_temp_path ${directory}/run;
  server {
    listen 127.0.0.1:${web} ssl http2;
    ssl_certificate ${directory}/server.pem;
    ssl_certificate_key ${directory}/server.key;
    root /var/lib/roundcube/public_html;
    index index.php;
    location ~ \\.php(/|$) {
      fastcgi_split_path_info ^(.+?\\.php)(/.*)$;
      include /etc/nginx/fastcgi.conf;
      fastcgi_param PATH_INFO $fastcgi_path_info;
      fastcgi_pass unix:${directory}/run/fpm.sock;
    }
    location / {
      expires 30d;
      try_files $uri $uri/ /index.php$uri?$args;
    }
  }
}
`;
}

const rowsShown = `document.querySelector('#messagelist tbody tr.message') !== null`;
const firstRow = `document.querySelector('#messagelist tbody tr')?.id`;

const tests = {
  list: `() => typeof rcmail === 'object' && rcmail.task === 'mail' && rcmail.env.action !== 'compose' && ${rowsShown}`,
  folder: `name => rcmail.env.mailbox === name && !rcmail.busy && ${rowsShown}`,
  other: `former => !rcmail.busy && ${rowsShown} && ${firstRow} !== former`,
  found: `former => !rcmail.busy && rcmail.env.search_request && rcmail.env.search_request !== former && document.querySelector('#messagelist tbody') !== null`,
  message: `subject => {
    const inside = document.getElementById('messagecontframe')?.contentDocument;
    return inside?.readyState === 'complete' && inside.querySelector('#messagebody')?.innerText.trim() !== undefined &&
      inside.querySelector('.subject')?.textContent.includes(subject.slice(0, 20));
  }`,
  writing: `() => typeof rcmail === 'object' && rcmail.env.action === 'compose' && document.getElementById('composebody')?.offsetHeight > 0 && document.readyState === 'complete'`,
};

export function roundcube(browser: Browser, url: string, address: string): Gestures {
  const folders = ['Archives', encodeModifiedUtf7('Envoyés'), 'INBOX'];
  const first = async (page: Page): Promise<string> => String(await page.evaluate(`${firstRow} ?? ''`));
  async function fresh(): Promise<Page> {
    const context = await browser.newContext({
      baseURL: url,
      locale: 'fr-FR',
      viewport: { width: 1440, height: 900 },
      ignoreHTTPSErrors: true,
    });
    await context.addInitScript(watcher(tests));
    return await context.newPage();
  }
  async function fillIn(page: Page): Promise<void> {
    await page.goto('/');
    await page.locator('#rcmloginuser').fill(address);
    await page.locator('#rcmloginpwd').fill('secret');
  }
  async function search(page: Page, q: string, where: string): Promise<number> {
    await page.evaluate(`rcmail.set_searchmods(${where})`).catch(() => null);
    await page.evaluate(`rcmail.env.search_mods = { '*': ${where} }`);
    const former = await page.evaluate(`rcmail.env.search_request ?? ''`);
    return await timed(page, () => typeAndEnter(page.locator('#mailsearchform'), q), 'found', former);
  }
  return {
    name: 'roundcube',
    async script() {
      const page = await fresh();
      return await scriptOf(page, async () => {
        await fillIn(page);
        await this.signIn(page);
      });
    },
    async visit() {
      const page = await fresh();
      await fillIn(page);
      return page;
    },
    async home(page) {
      await page.goto('/?_task=mail');
      await page.locator('#messagelist tbody tr.message').first().waitFor();
    },
    async signIn(page) {
      return await timed(page, () => page.locator('#rcmloginpwd').press('Enter'), 'list');
    },
    async openFolder(page, round) {
      const name = folders[round % folders.length]!;
      return await timed(page, () => press(page.locator(`#mailboxlist a[rel="${name}"]`)), 'folder', name);
    },
    async nextPage(page) {
      return await timed(page, () => press(page.locator('a.nextpage').first()), 'other', await first(page));
    },
    async openMessage(page, round) {
      const row = page.locator('#messagelist tbody tr.message').nth(1 + (round % 5));
      const subject = ((await row.locator('.subject a').first().textContent()) ?? '').trim();
      const taken = await timed(page, () => press(row.locator('.subject').first()), 'message', subject);
      await page.waitForTimeout(400);
      if (round % 5 === 4) await this.nextPage(page, round);
      return taken;
    },
    subjectSearch: (page, round) => search(page, words[round % words.length]!, '{ subject: 1 }'),
    textSearch: (page, round) => search(page, words[round % words.length]!, '{ text: 1 }'),
    async compose(page) {
      const taken = await timed(page, () => press(page.locator('a.compose').first()), 'writing');
      await page.waitForTimeout(200);
      await this.home(page);
      return taken;
    },
  };
}
