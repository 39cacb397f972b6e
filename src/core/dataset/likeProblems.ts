import { formatCount, formatCountOf } from '../formatNumbers.ts';
import { groupBy } from '../groupBy.ts';
import type { RowProblem } from './datasetItem.ts';

/** What is wrong in the same way in several rows. */
export interface LikeProblems {
  readonly message: string;
  readonly lines: readonly number[];
}

/** It tells one row from another, and not what is wrong. */
const PICTURE_NAME = /[^\s"]+\.(png|jpe?g|jfif|webp|avif|gif|bmp)(?=[\s,.:;"]|$)/gi;

/** The problems by what they say, of whatever picture, each kind where it comes first. */
export function likeProblems(problems: readonly RowProblem[]): readonly LikeProblems[] {
  const kinds = groupBy(problems, ({ message }) => message.replaceAll(PICTURE_NAME, '…'));
  return Array.from(kinds.values(), (its) => {
    const [first = ''] = its.map(({ message }) => message);
    const others = new Set(its.map(({ message }) => message)).size - 1;
    const rest = others === 0 ? '' : ` The same of ${formatCountOf(others, 'other picture')}.`;
    return { message: first + rest, lines: [...new Set(its.map(({ line }) => line))] };
  });
}

/** Of many lines that do not follow each other, these are named. */
const NAMED_LINES = 3;

/** "line 12", "60 rows (lines 2 to 61)", "4 rows (lines 2, 5, 9 and 1 more)". */
export function linesText(lines: readonly number[]): string {
  const [first = 0] = lines;
  if (lines.length === 1) return `line ${first}`;
  return `${formatCount(lines.length)} rows (lines ${whichLines(lines)})`;
}

function whichLines(lines: readonly number[]): string {
  const [first = 0] = lines;
  const last = lines.at(-1) ?? 0;
  if (lines.length > 2 && lines.every((line, k) => line === first + k)) return `${first} to ${last}`;
  if (lines.length <= NAMED_LINES) return `${lines.slice(0, -1).join(', ')} and ${last}`;
  const more = lines.length - NAMED_LINES;
  return `${lines.slice(0, NAMED_LINES).join(', ')} and ${formatCount(more)} more`;
}
