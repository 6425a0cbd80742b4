/** Our own line drawings, 24 units square, always beside words: hidden from screen readers. */
const drawings = {
  letter: 'M4 6.5h16v11H4z M4.5 7l7.5 6 7.5-6',
  key: 'M7.7 7.8a4.2 4.2 0 1 1 0 8.4a4.2 4.2 0 0 1 0-8.4z M11.9 12h8.6v3.6 M16.6 12v2.8',
  finger:
    'M6 14.5V11a6 6 0 0 1 9.6-4.8 M17.6 8.9c.3.7.4 1.4.4 2.1v3.5 M9 19.3c-.1-1.5 0-3.2 0-8.3a3 3 0 0 1 6 0c0 3.6 0 5.7-.5 8.3 M12 11v4.5c0 1.7 0 3-.2 4.5',
  shield: 'M12 3.5 5 6v5.5c0 4.3 2.9 7.4 7 9 4.1-1.6 7-4.7 7-9V6z M9 12l2.2 2.2L15.2 10',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  cross: 'M6.5 6.5l11 11 M17.5 6.5l-11 11',
  dot: 'M12 9.8a2.2 2.2 0 1 1 0 4.4a2.2 2.2 0 0 1 0-4.4z',
  alert: 'M12 4 2.8 20h18.4z M12 10v4.5 M12 17.2v.3',
  help: 'M12 3.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 0 1 0-17z M9.7 9.6c.2-1.5 1.2-2.3 2.5-2.3 1.4 0 2.4.9 2.4 2.1 0 1.9-2.5 2-2.5 3.9 M12 16.3v.2',
  person: 'M12 4.5a3.7 3.7 0 1 1 0 7.4a3.7 3.7 0 0 1 0-7.4z M4.8 19.8c.8-3.6 3.6-5.4 7.2-5.4s6.4 1.8 7.2 5.4',
  device: 'M7.5 3.5h9v17h-9z M11 17.8h2',
  leave: 'M10.5 5H5v14h5.5 M14.5 8l4 4-4 4 M18.2 12H9.5',
  list: 'M8.5 6.5H20 M8.5 12H20 M8.5 17.5H20 M4.5 6.5h.5 M4.5 12h.5 M4.5 17.5h.5',
  sun: 'M12 8.2a3.8 3.8 0 1 1 0 7.6a3.8 3.8 0 0 1 0-7.6z M12 3v2 M12 19v2 M3 12h2 M19 12h2 M5.6 5.6l1.4 1.4 M17 17l1.4 1.4 M18.4 5.6 17 7 M7 17l-1.4 1.4',
} as const;

export type IconName = keyof typeof drawings;

export function Icon({ name, size = 22 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true" focusable="false">
      <path d={drawings[name]} stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
