/** A row that is drawn aside by a finger: to the right archives, to the left deletes. Buttons do the same. */
import { type PointerEvent, useRef } from 'react';

export type Swipe = {
  onPointerDown(event: PointerEvent<HTMLElement>): void;
  onPointerMove(event: PointerEvent<HTMLElement>): void;
  onPointerUp(event: PointerEvent<HTMLElement>): void;
  onPointerCancel(event: PointerEvent<HTMLElement>): void;
};

/** Pixels after which letting go does it. */
const enough = 96;

export function useSwipe(act: (side: 'right' | 'left') => void): Swipe {
  const start = useRef<{ x: number; y: number; id: number; moving: boolean } | null>(null);

  function settle(row: HTMLElement): void {
    start.current = null;
    row.style.removeProperty('--drawn');
    delete row.dataset.swipe;
  }

  return {
    onPointerDown({ pointerType, clientX: x, clientY: y, pointerId: id }) {
      if (pointerType === 'touch') start.current = { x, y, id, moving: false };
    },
    onPointerMove({ currentTarget: row, clientX, clientY, pointerId }) {
      const from = start.current;
      if (from === null || from.id !== pointerId) return;
      const across = clientX - from.x;
      // Up and down belong to the list.
      if (!from.moving && Math.abs(clientY - from.y) > Math.abs(across)) return;
      if (!from.moving && Math.abs(across) < 12) return;
      if (!from.moving) row.setPointerCapture(pointerId);
      from.moving = true;
      row.style.setProperty('--drawn', `${across}px`);
      row.dataset.swipe = across > enough ? 'right' : across < -enough ? 'left' : 'none';
    },
    onPointerUp({ currentTarget: row }) {
      const { swipe } = row.dataset;
      settle(row);
      if (swipe === 'right' || swipe === 'left') act(swipe);
    },
    onPointerCancel: ({ currentTarget: row }) => settle(row),
  };
}
