import { openOffice } from './frame/open-office.tsx';
import { frameBook } from './frame/words.ts';
import { SearchField } from './people/search-field.tsx';
import { rooms } from './rooms.ts';
import { deskBook } from './words/words.ts';

await openOffice({
  base: '/bureau',
  name: 'desk',
  rooms,
  books: { frame: frameBook, desk: deskBook },
  Head: SearchField,
});
