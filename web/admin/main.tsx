import { openOffice } from '../desk/frame/open-office.tsx';
import { frameBook } from '../desk/frame/words.ts';
import { rooms } from './rooms.ts';
import { consoleBook } from './words/words.ts';

await openOffice({
  base: '/console',
  name: 'console',
  rooms,
  books: { frame: frameBook, console: consoleBook },
});
