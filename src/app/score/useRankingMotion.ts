import { type RefObject, useLayoutEffect, useRef } from 'react';

const DURATION_MS = 180;

interface Place {
  readonly left: number;
  readonly top: number;
}

/**
 * Lets the children of `list` glide to their new places when `order` changes, and only then. Places are taken within the
 * list, so that scrolling does not count as a move. Children are recognised by their `data-id`.
 */
export function useRankingMotion(list: RefObject<HTMLElement | null>, order: string): void {
  const places = useRef(new Map<string, Place>());
  const lastOrder = useRef(order);
  useLayoutEffect(() => {
    const children = Array.from(list.current?.children ?? []).filter((child) => child instanceof HTMLElement);
    const moved = lastOrder.current !== order && !matchMedia('(prefers-reduced-motion: reduce)').matches;
    lastOrder.current = order;
    const former = places.current;
    places.current = new Map(children.map((child) => [child.dataset.id ?? '', placeOf(child)]));
    if (moved) for (const child of children) glide(child, former.get(child.dataset.id ?? ''));
  });
}

function placeOf(element: HTMLElement): Place {
  return { left: element.offsetLeft, top: element.offsetTop };
}

function glide(element: HTMLElement, from: Place | undefined): void {
  const to = placeOf(element);
  if (!from || (from.left === to.left && from.top === to.top)) return;
  const start = `translate(${from.left - to.left}px, ${from.top - to.top}px)`;
  element.animate({ transform: [start, 'none'] }, { duration: DURATION_MS, easing: 'cubic-bezier(0.2, 0, 0, 1)' });
}
