import { formatCountOf, formatDuration, formatScore } from '../../core/formatNumbers.ts';
import { areaOf, type BlockRegion } from '../../core/occlusion/blockRegion.ts';
import type { OmittedWord, WholeScores } from '../../core/occlusion/explainScore.ts';
import { extremesOf, lossOf, placeOf, type ScorePart } from '../../core/occlusion/importanceMap.ts';
import type { Covering } from '../../core/occlusion/occlusionLevels.ts';
import type { Cover } from '../../core/occlusion/variant.ts';
import { type ExplanationState, questionsOf } from './explanationState.ts';

/** What is done to each region, in words after "each region". */
export const COVER_TEXT: Readonly<Record<Cover, string>> = {
  source: 'is put back to how it is in the source',
  mean: 'is covered with the mean colour of the picture',
};

/** After the name of a place. */
const COVERED: Readonly<Record<Cover, string>> = { source: 'as in the source', mean: 'covered' };

/** "32 regions and 7 words, about 0.6 s each: at most 25 s." */
export function costText(state: ExplanationState): string {
  const { regions, total } = questionsOf(state);
  const words = state.wordCount > 0 ? ` and ${formatCountOf(state.wordCount, 'word')}` : '';
  const each = state.msEach < 1000 ? `${(state.msEach / 1000).toFixed(2)} s` : formatDuration(state.msEach);
  return `Up to ${formatCountOf(regions, 'region')}${words}, about ${each} each: ${formatDuration(state.msEach * total)} at most.`;
}

/** A change of a score as people say it: "falls by 0.42". */
function changeText(loss: number): string {
  const size = formatScore(Math.abs(loss));
  if (!isShown(loss)) return 'stays the same';
  return loss > 0 ? `falls by ${size}` : `rises by ${size}`;
}

/** What the map shows, for those who do not see it: where most of the score rests, what harms it, and the whole. */
export function mapSentences(
  { grid, whole, allCovered }: WholeScores,
  coverings: readonly Covering[],
  { part, label, cover }: { readonly part: ScorePart; readonly label: string; readonly cover: Cover },
): readonly string[] {
  const { most, least } = extremesOf(whole, coverings, part);
  const tell = ({ region, loss }: { readonly region: BlockRegion; readonly loss: number }) => {
    const size = areaOf(region) === 1 ? 'one square' : `${region.rows} × ${region.columns} squares`;
    return `with ${size} at ${placeOf(region, grid)} ${COVERED[cover]}, it ${changeText(loss)}.`;
  };
  return [
    `With all of it ${COVERED[cover]}, ${label} ${changeText(lossOf(whole, allCovered, part))}.`,
    ...(most && isShown(most.loss) && most.loss > 0 ? [`Most rests here: ${tell(most)}`] : []),
    ...(least && isShown(least.loss) && least.loss < 0 ? [`This harms it: ${tell(least)}`] : []),
  ];
}

/** Whether a change is more than nothing when it is written. */
function isShown(loss: number): boolean {
  return Number(formatScore(Math.abs(loss))) !== 0;
}

/** A word of the instruction with what its absence does: above zero if the score is lower without it. */
export interface WeighedWord {
  readonly start: number;
  readonly text: string;
  readonly loss: number;
  /** Of the greatest loss or gain of all words, from -1 to 1. */
  readonly share: number;
}

export function weighWords(
  instruction: string,
  whole: WholeScores['whole'],
  words: readonly OmittedWord[],
  part: ScorePart,
): readonly WeighedWord[] {
  const losses = words.map(({ score }) => lossOf(whole, score, part));
  const greatest = Math.max(...losses.map(Math.abs));
  return words.map(({ start, end }, index) => {
    const loss = losses[index] ?? 0;
    return { start, text: instruction.slice(start, end), loss, share: greatest > 0 ? loss / greatest : 0 };
  });
}

/** What a score is with a word, less what it is without it: "+0.31". */
export function formatLoss(loss: number): string {
  const text = formatScore(loss);
  return loss > 0 && Number(text) !== 0 ? `+${text}` : text;
}
