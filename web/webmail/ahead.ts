/**
 * The first lines of the mail that run: what the first screen shows is asked for while the pages are still on their way, so
 * that network and server work while the browser reads our script.
 */
import { callAhead } from '../jmap/ahead.ts';
import { type Jmap, openJmap } from '../jmap/client.ts';
import type { Mailbox } from '../jmap/objects.ts';
import { readPreferences } from './shell/kept-preferences.ts';
import { folderQuestion, nameOf, readView } from './shell/places.ts';
import { askPage } from './store/page.ts';

async function openAhead(): Promise<Jmap> {
  const jmap = await openJmap();
  const { ahead, call } = callAhead(jmap.call);
  const boxes = ahead('Mailbox/get', { ids: null });
  void ahead('Quota/get', { ids: null });
  void boxes
    .then(({ list }) => askFirstPage({ call: ahead }, list))
    .catch(() => {
      // The page asks again, and says what is wrong.
    });
  return { ...jmap, call };
}

/** The beginning of the folder that the address names. */
async function askFirstPage(jmap: Pick<Jmap, 'call'>, boxes: readonly Mailbox[]): Promise<void> {
  const [, place = 'boite', name = 'reception'] = window.location.pathname.replace(/^\/courrier/, '').split('/');
  const box = boxes.find(each => each.id === name || nameOf(each) === name);
  if ((place !== 'boite' && place !== '') || box === undefined) return;
  const view = readView(Object.fromEntries(new URLSearchParams(window.location.search)));
  await askPage(jmap, folderQuestion(box.id, view, readPreferences().gathered), 0);
}

const opening = openAhead();
// What is wrong is told to the page, once it is there to hear it.
opening.catch(() => {});
const { start } = await import('./main.tsx');
await start(opening);
