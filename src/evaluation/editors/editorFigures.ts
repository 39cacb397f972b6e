import { groupBy } from '../../core/groupBy.ts';
import type { Estimate } from '../estimate.ts';
import { meanOf } from '../statistics/meanInterval.ts';
import { editExamples, type EditExample } from './editExamples.ts';
import { sidesOfRequest } from './editorSides.ts';
import type { EditorEdit, EditsOfRequest } from './editsOfRequest.ts';
import { chanceOf, meanEstimate, shareOf } from './headToHead.ts';
import { meanReward, type Meeting } from './meeting.ts';

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

/** In the order in which editors first occur. `meetings` are those of each request, in the same order. */
export function editorFigures(
  requests: readonly EditsOfRequest[],
  meetings: readonly (readonly Meeting[])[],
): EditorFigures[] {
  const sides = groupBy(meetings.flatMap(sidesOfRequest), ({ editor }) => editor);
  return [...sourcesByEditor(requests)].map(([editor, sources]) => {
    const its = sides.get(editor) ?? [];
    return {
      editor,
      edits: sources.reduce((sum, { length }) => sum + length, 0),
      reward: meanEstimate(sources.map(meanReward)),
      heads: headEstimates(sources),
      wins: shareOf(its.map(({ outcome }) => outcome)),
      chance: chanceOf(its.map(({ chance }) => chance).filter((chance) => chance !== undefined)),
      ...editExamples(sources),
    };
  });
}

/** What each editor made, source by source. */
function sourcesByEditor(requests: readonly EditsOfRequest[]): Map<string, (readonly EditorEdit[])[]> {
  const sources = new Map<string, (readonly EditorEdit[])[]>();
  for (const request of requests) {
    for (const { editor, edits } of request) {
      const its = sources.get(editor);
      if (its) its.push(edits);
      else sources.set(editor, [edits]);
    }
  }
  return sources;
}

function headEstimates(sources: readonly (readonly EditorEdit[])[]): Record<string, Estimate> {
  return Object.fromEntries(
    headKeys(sources).map((key) => {
      const means = sources.map((edits) => meanHead(edits, key)).filter((mean) => mean !== undefined);
      return [key, meanEstimate(means)];
    }),
  );
}

function headKeys(sources: readonly (readonly EditorEdit[])[]): string[] {
  const keys = new Set<string>();
  for (const edits of sources) {
    for (const { score } of edits) for (const key in score.heads) keys.add(key);
  }
  return [...keys];
}

/** Undefined where no edit has a score of this head. */
function meanHead(edits: readonly EditorEdit[], key: string): number | undefined {
  if (edits.length === 1) return edits[0]?.score.heads?.[key]?.mu;
  const values = edits.flatMap(({ score }) => score.heads?.[key]?.mu ?? []);
  return values.length === 0 ? undefined : meanOf(values);
}
