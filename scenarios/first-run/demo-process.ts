/** `npm run demo -- --json` as a process: what a new user's first minute is, for scenarios. */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The line the demo prints when everything listens. */
export type DemoLine = {
  readonly ready: true;
  readonly https: number;
  readonly imaps: number;
  readonly imap: number;
  readonly submissions: number;
  readonly submission: number;
  readonly smtp: number;
  readonly lmtp: number;
  readonly sieve: number;
  readonly ca: string;
  readonly people: readonly DemoPerson[];
};

export type DemoPerson = {
  readonly address: string;
  readonly password: string | null;
  readonly role: string | null;
  readonly state: string;
  readonly numen: string | null;
  readonly birthDate: string;
};

export type Demo = {
  readonly line: DemoLine;
  /** PEM of the authority that signed the demo's certificate. */
  readonly authority: string;
  /** Sends Ctrl-C, and resolves when no process of the demo is left; gives the milliseconds that took. */
  stop(): Promise<number>;
};

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts the demo; `words` come after `--`. @throws what it said, where it did not open */
export async function startDemo(words: readonly string[]): Promise<Demo> {
  const child = spawn('npm', ['run', '--silent', 'demo', '--', '--json', ...words], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => {
    said += text;
  });
  const exited = new Promise<number | null>(resolve => child.once('exit', resolve));
  const line = await new Promise<DemoLine>((resolve, reject) => {
    createInterface(child.stdout).once('line', text => resolve(JSON.parse(text)));
    void exited.then(code => reject(new Error(`the demo ended with ${code}: ${said}`)));
  });
  return {
    line,
    authority: await readFile(line.ca, 'utf8'),
    async stop() {
      const began = performance.now();
      // The whole group, as a terminal does.
      process.kill(-child.pid!, 'SIGINT');
      await exited;
      while (isAlive(child.pid!)) await pause(20);
      return performance.now() - began;
    },
  };
}

/** Is any process of this group left? */
function isAlive(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** Somebody of the cast in this state, without a role. */
export function somebody({ line }: Demo, state: string, rank = 0): DemoPerson & { password: string } {
  const found = line.people.filter(one => one.state === state && one.role === null && one.password !== null)[rank];
  if (found === undefined) throw new Error(`nobody is ${state}`);
  return found as DemoPerson & { password: string };
}

/** Posts JSON to the portal as its own pages do. */
export function post(demo: Demo, path: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const text = JSON.stringify(body);
  const origin = `https://localhost:${demo.line.https}`;
  return new Promise((resolve, reject) => {
    const sent = request(
      origin + path,
      { method: 'POST', ca: demo.authority, agent: false, headers: { 'content-type': 'application/json', origin } },
      answer => {
        let received = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => {
          received += part;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: JSON.parse(received) }));
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });
}
