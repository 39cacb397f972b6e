import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect } from 'react';
import type { TableEntry } from './tableView.ts';

/** Of a row, and of a group's head, in pixels: as in table.css. */
const ROW_HEIGHT = 56;
const HEAD_HEIGHT = 36;
/** Lines drawn beyond those in sight. */
const OVERSCAN = 6;

/** Which lines of the table are in sight. */
export interface TableScroll {
  /** Of all lines together, in pixels. */
  readonly height: number;
  /** By their index, each with its distance from the top in pixels. */
  readonly inSight: readonly { readonly index: number; readonly start: number }[];
  toTop(): void;
  toEntry(index: number): void;
}

/** `frame` is the element that scrolls. */
export function useTableScroll(frame: RefObject<HTMLDivElement | null>, entries: readonly TableEntry[]): TableScroll {
  // oxlint-disable-next-line react/incompatible-library -- what it warns of, React's compiler, is not used
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => frame.current,
    estimateSize: (index) => (typeof entries[index] === 'number' ? ROW_HEIGHT : HEAD_HEIGHT),
    overscan: OVERSCAN,
  });
  // The heights of rows are those of the entries that were there before.
  useEffect(() => virtualizer.measure(), [entries, virtualizer]);
  return {
    height: virtualizer.getTotalSize(),
    inSight: virtualizer.getVirtualItems(),
    toTop: () => virtualizer.scrollToOffset(0),
    toEntry: (index) => virtualizer.scrollToIndex(index),
  };
}
