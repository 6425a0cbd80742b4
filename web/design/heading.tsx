import { type ReactNode, useEffect, useRef } from 'react';

/** The title of a page or a step. Takes the focus when it appears, so that a screen reader starts there. */
export function Heading({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: false }), []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
