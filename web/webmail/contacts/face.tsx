import type { ContactCard } from '../../jmap/objects.ts';
import { useStore } from '../shell/use-store.ts';
import { nameOfCard, photoOf } from './card.ts';

/** The photo of somebody, or the first letters of their name; beside the name, so that nobody hears it. */
export function Face({ card, large = false }: { card: ContactCard; large?: boolean }) {
  const { jmap } = useStore();
  const photo = photoOf(card);
  const className = large ? 'face face-large' : 'face';
  if (photo !== null) return <img className={className} src={jmap.downloadPath({ ...photo, name: 'photo' })} alt="" />;
  const letters = nameOfCard(card)
    .split(/[\s-]+/)
    .map(word => [...word][0] ?? '')
    .filter(letter => /\p{L}/u.test(letter));
  return (
    <span className={className} aria-hidden="true">
      {`${letters[0] ?? ''}${letters.length > 1 ? letters.at(-1) : ''}`.toUpperCase()}
    </span>
  );
}
