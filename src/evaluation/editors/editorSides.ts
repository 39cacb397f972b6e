import { at } from '../../core/at.ts';
import type { Meeting } from './meeting.ts';

/** An editor on one source, against all others there. */
export interface EditorSide {
  readonly editor: string;
  readonly outcome: number;
  /** Undefined where a score does not say how sure it is. */
  readonly chance: number | undefined;
}

/** `meetings` are all those of one source, in the order of `meetingsOf`: each editor meets those before it, the first one first. */
export function sidesOfRequest(meetings: readonly Meeting[]): EditorSide[] {
  const sums: Sum[] = [];
  let next = 0;
  for (let place = 1; next < meetings.length; place++) {
    for (let before = 0; before < place; before++) {
      const { first, second, outcome, chance = NaN } = at(meetings, next++);
      add((sums[before] ??= emptySum(first)), outcome, chance);
      add((sums[place] ??= emptySum(second)), 1 - outcome, 1 - chance);
    }
  }
  return sums.map(({ editor, outcome, chance, count }) => ({
    editor,
    outcome: outcome / count,
    chance: Number.isNaN(chance) ? undefined : chance / count,
  }));
}

interface Sum {
  readonly editor: string;
  outcome: number;
  chance: number;
  count: number;
}

function emptySum(editor: string): Sum {
  return { editor, outcome: 0, chance: 0, count: 0 };
}

function add(sum: Sum, outcome: number, chance: number): void {
  sum.outcome += outcome;
  sum.chance += chance;
  sum.count++;
}
