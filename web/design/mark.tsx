/** Line drawings of the mail, 24 units square; hidden from screen readers: their button or their row says what they mean. */
const drawings = {
  menu: 'M4 7h16 M4 12h16 M4 17h16',
  search: 'M11 4.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13z M15.8 15.8 20 20',
  inbox: 'M4 13.5 6.5 5h11L20 13.5V19H4z M4 13.5h4.5l1.2 2.2h4.6l1.2-2.2H20',
  draft: 'M5 19l1-4L16.5 4.5l3 3L9 18z M14.2 6.8l3 3',
  sent: 'M4 11.5 20 4.5l-4.5 15-4-6z M11.5 13.5 20 4.5',
  archive: 'M4 5h16v4H4z M5.5 9v10h13V9 M10 12.5h4',
  junk: 'M8.2 4h7.6L20 8.2v7.6L15.8 20H8.2L4 15.8V8.2z M12 8v5 M12 15.8v.3',
  trash: 'M5 7h14 M9.5 7V4.5h5V7 M6.5 7l1 12.5h9l1-12.5 M10.3 10.5v6 M13.7 10.5v6',
  folder: 'M4 6.5h5.5l2 2.5H20v9.5H4z',
  report: 'M6 20.5V4.5 M6 5h11.5l-2.2 3.7 2.2 3.8H6',
  flag: 'M12 4.2l2.4 5 5.4.7-4 3.8 1 5.4-4.8-2.6-4.8 2.6 1-5.4-4-3.8 5.4-.7z',
  clip: 'M18.5 11.5l-6.8 6.8a4 4 0 0 1-5.7-5.7l7.3-7.3a2.7 2.7 0 0 1 3.8 3.8l-7.2 7.2a1.3 1.3 0 0 1-1.9-1.9l6.4-6.4',
  reply: 'M10 6 4.5 11 10 16 M4.5 11H14c3.5 0 5.5 2.2 5.5 6.5',
  replyAll: 'M11.5 6 6.5 11l5 5 M7 6 2.5 11 7 16 M6.5 11H15c3.3 0 5.5 2.2 5.5 6.5',
  forward: 'M14 6l5.5 5-5.5 5 M19.5 11H10c-3.5 0-5.5 2.2-5.5 6.5',
  move: 'M4 6.5h5.5l2 2.5H20v9.5H4z M9 14h6 M12.8 11.7 15 14l-2.2 2.3',
  tag: 'M4.5 4.5h7l8 8-7 7-8-8z M8.3 8.3v.1',
  more: 'M6 12h.01 M12 12h.01 M18 12h.01',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  down: 'M6 9.5l6 6 6-6',
  right: 'M9.5 6l6 6-6 6',
  unread: 'M4 7.5 12 13l8-5.5 M4 7v10.5h16V7L12 3.8z',
  view: 'M4 7h9 M17 7h3 M15 5v4 M4 12h3 M11 12h9 M9 10v4 M4 17h10 M18 17h2 M16 15v4',
  cross: 'M6.5 6.5l11 11 M17.5 6.5l-11 11',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  write: 'M12 5v14 M5 12h14',
  shield: 'M12 3.5 5 6v5.5c0 4.3 2.9 7.4 7 9 4.1-1.6 7-4.7 7-9V6z M12 8.5v4 M12 15.2v.3',
  outside: 'M10 5.5H5v13.5h13.5V14 M13 4.5h6.5V11 M19 5 11 13',
  person: 'M12 4.5a3.7 3.7 0 1 1 0 7.4a3.7 3.7 0 0 1 0-7.4z M4.8 19.8c.8-3.6 3.6-5.4 7.2-5.4s6.4 1.8 7.2 5.4',
  picture: 'M4 5.5h16v13H4z M4 15l4.5-4.5 4.5 4.5 2.5-2.5 4.5 4 M15.5 9v.1',
  paper: 'M6.5 3.5h7.5l4 4v13h-11.5z M14 3.5v4h4 M9 12h6 M9 15.5h6',
  save: 'M12 4v10.5 M7.5 10.5 12 15l4.5-4.5 M5 19.5h14',
  calendar: 'M4.5 6h15v13.5h-15z M4.5 10h15 M8.5 3.8V7.5 M15.5 3.8V7.5',
  kept: 'M7 4.5h10v15l-5-4-5 4z',
} as const;

export type MarkName = keyof typeof drawings;

export function Mark({ name, size = 20, filled = false }: { name: MarkName; size?: number; filled?: boolean }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true" focusable="false">
      <path
        d={drawings[name]}
        stroke="currentColor"
        strokeWidth={name === 'more' ? 2.6 : 1.7}
        strokeLinecap="round"
        strokeLinejoin="round"
        {...(filled ? { fill: 'currentColor' } : {})}
      />
    </svg>
  );
}
