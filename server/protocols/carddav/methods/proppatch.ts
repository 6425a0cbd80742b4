import { contactLimits } from '../../../model/contact.ts';
import { type BookShape, changeBook } from '../../../services/contacts/books.ts';
import { DavFault, unmet } from '../faults.ts';
import { multistatus, propstat } from '../multistatus.ts';
import { writePlace } from '../place.ts';
import type { Answered, Request } from '../request.ts';
import { openPlace, placeOf } from '../resources.ts';
import { card, dav } from '../xml/names.ts';
import { BadXml, childOf, childrenOf, type Element, readXml } from '../xml/read.ts';
import { element } from '../xml/write.ts';

/** PROPPATCH: the name and the description of a book; all that is asked is done, or nothing. rfc/4918#9.2 */
export async function proppatch(request: Request): Promise<Answered> {
  const root = readXml(request.body);
  if (root.name !== dav('propertyupdate')) throw new BadXml('propertyupdate is expected');
  const resource = await openPlace(request, request.place);
  const changes = root.children.flatMap(step => {
    const set = step.name === dav('set');
    if (!set && step.name !== dav('remove')) return [];
    return (childOf(step, dav('prop'))?.children ?? []).map(one => ({ name: one.name, text: set ? one.text : '' }));
  });
  const wrong = changes
    .filter(({ name, text }) => resource.kind !== 'book' || !isSettable(name, text))
    .map(({ name }) => name);
  const names = [...new Set(changes.map(({ name }) => name))];
  if (resource.kind === 'book' && wrong.length === 0 && changes.length > 0) {
    await changeBook(request.house, request.actor, resource.book.id, shapeOf(changes));
  }
  const others = names.filter(name => !wrong.includes(name));
  const stats =
    wrong.length === 0
      ? [
          propstat(
            200,
            names.map(name => element(name)),
          ),
        ]
      : [
          propstat(
            403,
            [...new Set(wrong)].map(name => element(name)),
            element(dav('cannot-modify-protected-property')),
          ),
          ...(others.length > 0
            ? [
                propstat(
                  424,
                  others.map(name => element(name)),
                ),
              ]
            : []),
        ];
  const response = element(dav('response'), [
    element(dav('href'), writePlace(placeOf(resource), request.actor)),
    ...stats,
  ]);
  return { status: 207, xml: multistatus([response]) };
}

function isSettable(name: string, text: string): boolean {
  if (name === dav('displayname'))
    return text.trim() !== '' && text.length <= contactLimits.nameLength && !/\p{Cc}/u.test(text);
  return name === card('addressbook-description') && text.length <= 5000;
}

function shapeOf(changes: readonly { readonly name: string; readonly text: string }[]): BookShape {
  const of = (name: string) => changes.findLast(one => one.name === name)?.text;
  return { name: of(dav('displayname'))?.trim(), description: of(card('addressbook-description')) };
}

/** The properties a new book is made with: of an extended MKCOL. rfc/5689#3 @throws DavFault */
export function readNewBook(root: Element): BookShape {
  if (root.name !== dav('mkcol')) throw new BadXml('mkcol is expected');
  const props = childrenOf(root, dav('set')).flatMap(set => childOf(set, dav('prop'))?.children ?? []);
  const type = props.find(one => one.name === dav('resourcetype'));
  if (type === undefined || childOf(type, card('addressbook')) === undefined)
    throw unmet(403, dav('valid-resourcetype'));
  const given = props.filter(one => one !== type).map(({ name, text }) => ({ name, text }));
  if (given.some(({ name, text }) => !isSettable(name, text)))
    throw new DavFault(403, undefined, 'a property cannot be set');
  return shapeOf(given);
}
