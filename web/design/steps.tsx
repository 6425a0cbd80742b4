/** Where one is in a path of few steps. */
export function Steps({ names, now, label }: { names: readonly string[]; now: number; label: string }) {
  return (
    <ol className="steps" aria-label={label}>
      {names.map((name, at) => (
        <li
          key={name}
          className="step"
          data-state={at < now ? 'done' : at === now ? 'now' : 'next'}
          {...(at === now ? { 'aria-current': 'step' as const } : {})}
        >
          <span>
            {at + 1}
            <span className="unseen">/{names.length}</span>
          </span>
          <span className="step-name">{name}</span>
        </li>
      ))}
    </ol>
  );
}
