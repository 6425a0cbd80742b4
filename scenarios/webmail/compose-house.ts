/** A webmail whose mail really leaves: its queue is run, and somebody outside has a mail server. */
import type { Page } from 'playwright-core';
import { decodeText } from '../../server/formats/message/decode.ts';
import { parseMessage } from '../../server/formats/message/parse.ts';
import { leaves } from '../../server/formats/message/part.ts';
import { startSending, usualSending } from '../../server/jobs/send.ts';
import { throwawayCertificate } from '../../server/protocols/wire/throwaway-certificate.ts';
import type { Actor } from '../../server/services/actor.ts';
import { createSigningKey } from '../../server/services/queue/sign.ts';
import type { FakeMx } from '../outside/fake-mx.ts';
import { openWorld } from '../outside/world.ts';
import { openWebmail, type Webmail } from './webmail.ts';

export type WritingHouse = Webmail & {
  readonly marie: Actor;
  readonly paul: Actor;
  /** The server of `mairie.test`. */
  readonly outside: FakeMx;
  /** Lets the server's hour go on, until nothing that is due waits. */
  pass(milliseconds: number): Promise<void>;
};

export async function openWritingHouse(): Promise<WritingHouse> {
  const webmail = await openWebmail();
  const { house, clock } = webmail;
  const marie = await webmail.account('marie.martin');
  const paul = await webmail.account('paul.petit');
  const patience = { greeting: 2000, command: 2000, data: 2000, block: 2000, end: 2000 };
  const world = await openWorld(await throwawayCertificate('mx.test', new Date()), { patience });
  const outside = await world.add('mairie.test');
  const keys = [createSigningKey('ac-amiens.test', 'r1', 'rsa')];
  const sender = await startSending({
    house,
    outside: world.outside,
    keys,
    ...usualSending,
    lookEvery: 60_000,
    node: 'compose',
  });
  return {
    ...webmail,
    marie,
    paul,
    outside,
    async pass(milliseconds) {
      clock.advance(milliseconds);
      for (;;) {
        sender.wake();
        await sender.idle();
        const due = await house.store.database.query({
          text: 'select 1 from queue_recipient where due_at <= $1 and held is null',
          values: [clock.now()],
        });
        if (due.length === 0) return;
      }
    },
    async close() {
      await sender.close();
      await world.close();
      await webmail.close();
    },
  };
}

export type Written = { readonly to?: string; readonly subject?: string; readonly text?: string };

/** Begins a letter from the list, and fills in what is given. */
export async function write(page: Page, { to, subject, text }: Written): Promise<void> {
  await page.goto('/courrier/');
  await page.getByRole('button', { name: 'Écrire', exact: true }).click();
  const field = page.getByRole('combobox', { name: 'À' });
  await field.waitFor();
  if (to !== undefined) {
    await field.fill(to);
    await field.press('Enter');
  }
  if (subject !== undefined) await page.getByLabel('Objet').fill(subject);
  if (text !== undefined) {
    await textOf(page).click();
    await page.keyboard.type(text);
  }
}

export const textOf = (page: Page) => page.getByRole('textbox', { name: 'Texte du message' });

/** The draft is on the server. */
export async function saved(page: Page): Promise<void> {
  await page.getByText('Brouillon enregistré à').waitFor();
}

/** The parts of a message that was sent, nested ones too. */
export function partsOf(message: string): { head: string; type: string; text: string }[] {
  const bytes = Buffer.from(message, 'latin1');
  return [...leaves(parseMessage(bytes).part, true)].map(leaf => ({
    head: bytes.subarray(leaf.header, leaf.body).toString('latin1'),
    type: `${leaf.type}/${leaf.subtype}`,
    text: leaf.type === 'text' ? decodeText(bytes, leaf) : '',
  }));
}
