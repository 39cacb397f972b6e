import { groupBy } from '../../core/groupBy.ts';
import type { Estimate } from '../estimate.ts';
import { meanOf } from '../statistics/meanInterval.ts';
import type { EditorEdit, EditsOfRequest } from './editsOfRequest.ts';
import { chanceOf, meanEstimate, shareOf } from './headToHead.ts';
import { meanReward, type Meeting } from './meeting.ts';

/** An edit as one finds it again in its dataset. */
export interface EditExample {
  readonly line: number;
  readonly edited: string;
  readonly reward: number;
}

/** What the rewards say of an editor. A source counts once in each figure, with its instruction. */
export interface EditorFigures {
  readonly editor: string;
  readonly edits: number;
  /** The mean over its sources. */
  readonly reward: Estimate;
  /** The same of each head, by its key. */
  readonly heads: Readonly<Record<string, Estimate>>;
  /** The share of wins against the others who edited the same; a tie is half a win. Of the sources that it shares. */
  readonly wins: Estimate;
  /** The mean of P(better) against them. */
  readonly chance: Estimate;
  /** Its edits of the highest and of the lowest reward. */
  readonly best: readonly EditExample[];
  readonly worst: readonly EditExample[];
}

/** Enough to see what an editor can and cannot do. */
const EXAMPLES = 3;

/** In the order in which editors first occur. `meetings` are those of each request, in the same order. */
export function editorFigures(
  requests: readonly EditsOfRequest[],
  meetings: readonly (readonly Meeting[])[],
): EditorFigures[] {
  const bySource = groupBy(
    requests.flatMap((request) => [...request]),
    ([editor]) => editor,
  );
  const sides = groupBy(meetings.flatMap(sidesOfRequest), ({ editor }) => editor);
  return [...bySource].map(([editor, sources]) => {
    const edits = sources.map(([, its]) => its);
    const its = sides.get(editor) ?? [];
    return {
      editor,
      edits: edits.flat().length,
      reward: meanEstimate(edits.map(meanReward)),
      heads: headEstimates(edits),
      wins: shareOf(its.map(({ outcome }) => outcome)),
      chance: chanceOf(its.flatMap(({ chance }) => chance ?? [])),
      ...examplesOf(edits.flat()),
    };
  });
}

/** An editor on one source, against all others there. */
interface Side {
  readonly editor: string;
  readonly outcome: number;
  /** Undefined where a score does not say how sure it is. */
  readonly chance: number | undefined;
}

function sidesOfRequest(meetings: readonly Meeting[]): Side[] {
  const sums = new Map<string, { outcome: number; chance: number; count: number }>();
  const add = (editor: string, outcome: number, chance: number) => {
    const sum = sums.get(editor) ?? { outcome: 0, chance: 0, count: 0 };
    sum.outcome += outcome;
    sum.chance += chance;
    sum.count++;
    sums.set(editor, sum);
  };
  for (const { first, second, outcome, chance = NaN } of meetings) {
    add(first, outcome, chance);
    add(second, 1 - outcome, 1 - chance);
  }
  return [...sums].map(([editor, { outcome, chance, count }]) => ({
    editor,
    outcome: outcome / count,
    chance: Number.isNaN(chance) ? undefined : chance / count,
  }));
}

function headEstimates(sources: readonly (readonly EditorEdit[])[]): Record<string, Estimate> {
  const keys = new Set<string>();
  for (const { score } of sources.flat()) for (const key of Object.keys(score.heads ?? {})) keys.add(key);
  return Object.fromEntries(
    [...keys].map((key) => {
      const means = sources.flatMap((edits) => {
        const values = edits.flatMap(({ score }) => score.heads?.[key]?.mu ?? []);
        return values.length === 0 ? [] : [meanOf(values)];
      });
      return [key, meanEstimate(means)];
    }),
  );
}

function examplesOf(edits: readonly EditorEdit[]): Pick<EditorFigures, 'best' | 'worst'> {
  const examples = edits
    .map(({ line, image, score }): EditExample => ({ line, edited: image, reward: score.reward }))
    .toSorted((a, b) => b.reward - a.reward);
  return { best: examples.slice(0, EXAMPLES), worst: examples.slice(-EXAMPLES).toReversed() };
}
