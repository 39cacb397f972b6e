import { type KeyboardEvent, useState } from 'react';
import type { TableEntry } from './tableView.ts';

const PAGE_OF_ROWS = 10;

/** The active line of the table, and whether its edit is compared with its source. */
export interface TableCursor {
  /** Index of the active line. */
  readonly active: number;
  readonly isComparing: boolean;
  /** Back to the first line. */
  reset(): void;
  goTo(index: number): void;
  /** A click on a line; it opens the comparison of an edit. */
  choose(index: number): void;
  endComparing(): void;
  onKeyDown(event: KeyboardEvent): void;
}

export function useTableCursor(entries: readonly TableEntry[], scrollToEntry: (index: number) => void): TableCursor {
  const [active, setActive] = useState(0);
  const [isComparing, setComparing] = useState(false);
  const compare = (index: number) => setComparing(typeof entries[index] === 'number');

  function goTo(index: number): void {
    const inside = Math.min(entries.length - 1, Math.max(0, index));
    setActive(inside);
    scrollToEntry(inside);
  }

  return {
    active,
    isComparing,
    goTo,
    reset: () => setActive(0),
    choose(index) {
      setActive(index);
      compare(index);
    },
    endComparing: () => setComparing(false),
    onKeyDown(event) {
      if (event.target !== event.currentTarget) return;
      if (event.key === 'Enter') return compare(active);
      const target = targetOf(event.key, active, entries.length);
      if (target === undefined) return;
      event.preventDefault();
      goTo(target);
    },
  };
}

/** Where a key leads from the active entry; undefined for other keys. */
function targetOf(key: string, active: number, length: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return active + 1;
    case 'ArrowUp':
      return active - 1;
    case 'PageDown':
      return active + PAGE_OF_ROWS;
    case 'PageUp':
      return active - PAGE_OF_ROWS;
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
    default:
      return undefined;
  }
}
