/** A mail of plain text: its links can be followed, what it quotes is folded. */
import { useState } from 'react';
import { useWords } from '../words/speak.ts';
import { type Passage, readPassages } from './read-passages.ts';

export function PlainText({ text, follow }: { text: string; follow: (url: string, text: string) => void }) {
  const passages = readPassages(text);
  return (
    <div className="plain-text">
      {passages.map((passage, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the passages of a text never move
        <PassageShown key={at} passage={passage} follow={follow} last={at === passages.length - 1} />
      ))}
    </div>
  );
}

type Props = { passage: Passage; follow: (url: string, text: string) => void; last: boolean };

function PassageShown({ passage, follow, last }: Props) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  if (passage.kind === 'text') return <Linked text={passage.text} follow={follow} />;
  const lines = passage.text.split('\n').length;
  // A long quotation at the end is what one has read already.
  if (last && lines > 3 && !open) {
    return (
      <button type="button" className="button button-plain" onClick={() => setOpen(true)}>
        {t('reading.quoted')}
      </button>
    );
  }
  return (
    <blockquote>
      <Linked text={passage.text} follow={follow} />
    </blockquote>
  );
}

const address = /(https?:\/\/[^\s<>"«»]+[^\s<>"«».,;:!?)\]}’'])/g;

function Linked({ text, follow }: { text: string; follow: (url: string, text: string) => void }) {
  return text.split(address).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      <a
        // biome-ignore lint/suspicious/noArrayIndexKey: the words of a text never move
        key={at}
        href={part}
        rel="noopener noreferrer"
        onClick={event => {
          event.preventDefault();
          follow(part, part);
        }}
      >
        {part}
      </a>
    ),
  );
}
