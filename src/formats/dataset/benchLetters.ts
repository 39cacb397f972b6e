import { textOf, type Row } from './row.ts';

/** The letters of the two edits in a row of EditReward-Bench, of its `comparison_type`, such as "AvsC". */
export function benchLetters(row: Row): readonly [string, string] | undefined {
  const text = textOf(row, 'comparison_type')?.toUpperCase() ?? '';
  const [, first, second] = /^\s*([A-Z])[\s_-]*VS\.?[\s_-]*([A-Z])\s*$/.exec(text) ?? [];
  return first === undefined || second === undefined || first === second ? undefined : [first, second];
}
