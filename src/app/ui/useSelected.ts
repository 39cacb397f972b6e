import { useRef, useSyncExternalStore } from 'react';
import type { Readable } from './store.ts';

/**
 * What `select` takes from the store's state. The component is drawn again only when that has changed. A list, or a plain
 * object, has changed when one of its members is another: so a selector may make one anew each time, but not its members, or
 * the drawing has no end.
 */
export function useSelected<State, Selected>(
  { subscribe, getState }: Readable<State>,
  select: (state: State) => Selected,
): Selected {
  const last = useRef<{ readonly selected: Selected }>(undefined);
  return useSyncExternalStore(subscribe, () => {
    const selected = select(getState());
    if (!last.current || !hasSameMembers(last.current.selected, selected)) last.current = { selected };
    return last.current.selected;
  });
}

/** Whether both are the same, or both are lists or plain objects with the same members. */
export function hasSameMembers(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isPlain(one) || !isPlain(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  const [keys, otherKeys] = [Object.keys(one), Object.keys(other)];
  return keys.length === otherKeys.length && keys.every((key) => key in other && Object.is(one[key], other[key]));
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype;
}
