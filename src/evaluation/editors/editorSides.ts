import type { Meeting } from './meeting.ts';

/** An editor on one source, against all others there. */
export interface EditorSide {
  readonly editor: string;
  readonly outcome: number;
  /** Undefined where a score does not say how sure it is. */
  readonly chance: number | undefined;
}

export function sidesOfRequest(meetings: readonly Meeting[]): EditorSide[] {
  const [only] = meetings;
  if (only && meetings.length === 1) return sidesOfMeeting(only);
  const sums = new Map<string, { outcome: number; chance: number; count: number }>();
  const add = (editor: string, outcome: number, chance: number) => {
    const sum = sums.get(editor);
    if (!sum) {
      sums.set(editor, { outcome, chance, count: 1 });
      return;
    }
    sum.outcome += outcome;
    sum.chance += chance;
    sum.count++;
  };
  for (const { first, second, outcome, chance = NaN } of meetings) {
    add(first, outcome, chance);
    add(second, 1 - outcome, 1 - chance);
  }
  return Array.from(sums, ([editor, { outcome, chance, count }]) => ({
    editor,
    outcome: outcome / count,
    chance: Number.isNaN(chance) ? undefined : chance / count,
  }));
}

/** Of two editors, as in pairs. */
function sidesOfMeeting({ first, second, outcome, chance }: Meeting): EditorSide[] {
  return [
    { editor: first, outcome, chance },
    { editor: second, outcome: 1 - outcome, chance: chance === undefined ? undefined : 1 - chance },
  ];
}
