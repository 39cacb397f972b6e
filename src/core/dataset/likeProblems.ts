import { formatCount } from '../formatNumbers.ts';
import type { RowProblem } from './datasetItem.ts';

/** What is wrong in the same way in several rows. */
export interface LikeProblems {
  readonly message: string;
  readonly lines: readonly number[];
}

/** The problems by what they say, each kind where it comes first. */
export function likeProblems(problems: readonly RowProblem[]): readonly LikeProblems[] {
  const byMessage = new Map<string, number[]>();
  for (const { line, message } of problems) {
    const lines = byMessage.get(message);
    if (lines) lines.push(line);
    else byMessage.set(message, [line]);
  }
  return Array.from(byMessage, ([message, lines]) => ({ message, lines }));
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
