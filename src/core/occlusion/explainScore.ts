import { at } from '../at.ts';
import type { TokenGrid } from '../model/tokenPositions.ts';
import type { CandidateScore } from '../score/score.ts';
import type { BlockRegion } from './blockRegion.ts';
import { instructionPieces, type TextPiece, withoutPiece } from './instructionPieces.ts';
import { closerRegions, type Covering, firstRegions, overlappingRegions } from './occlusionLevels.ts';
import type { Variant, VariantScores } from './variant.ts';

/** Scores variants of the candidate that is explained, in their order. */
export type AskVariants = (variants: readonly Variant[]) => Promise<VariantScores>;

/** A candidate as it is, and with all of it covered. */
export interface WholeScores {
  readonly grid: TokenGrid;
  readonly whole: CandidateScore;
  readonly allCovered: CandidateScore;
}

/** A word of the instruction, and how the candidate was judged without it. */
export interface OmittedWord extends TextPiece {
  readonly score: CandidateScore;
}

export interface PortionHooks<Part> {
  /** Asked together; between portions others may ask. Default: all of a level. */
  readonly portion?: number | undefined;
  /** What is known so far. */
  readonly onPortion?: ((known: readonly Part[]) => void) | undefined;
}

/** What has to be known before regions are covered. The second question is as much work as any other region. */
export async function askWhole(ask: AskVariants): Promise<WholeScores> {
  const { grid, scores } = await ask([{ kind: 'whole' }]);
  const covered = await ask([{ kind: 'covered', region: { row: 0, column: 0, ...grid } }]);
  return { grid, whole: at(scores, 0), allCovered: at(covered.scores, 0) };
}

/** Covers regions, coarse to fine: the whole picture at first, then closer and closer where it matters. */
export async function coverRegions(
  { grid, whole }: WholeScores,
  ask: AskVariants,
  { portion, onPortion }: PortionHooks<Covering> = {},
): Promise<readonly Covering[]> {
  const coverings: Covering[] = [];
  const cover = async (level: readonly BlockRegion[]): Promise<Covering[]> => {
    const start = coverings.length;
    for (const regions of portionsOf(level, portion)) {
      const { scores } = await ask(regions.map((region) => ({ kind: 'covered', region })));
      coverings.push(...regions.map((region, index) => ({ region, score: at(scores, index) })));
      onPortion?.([...coverings]);
    }
    return coverings.slice(start);
  };
  await cover(overlappingRegions(grid));
  let level = await cover(firstRegions(grid));
  while (level.length > 0) level = await cover(closerRegions(level, whole));
  return coverings;
}

/** Leaves out one word of the instruction after the other. */
export async function omitWords(
  instruction: string,
  ask: AskVariants,
  { portion, onPortion }: PortionHooks<OmittedWord> = {},
): Promise<readonly OmittedWord[]> {
  const omitted: OmittedWord[] = [];
  for (const pieces of portionsOf(instructionPieces(instruction), portion)) {
    const texts = pieces.map((piece) => withoutPiece(instruction, piece));
    const { scores } = await ask(texts.map((text) => ({ kind: 'text', instruction: text })));
    omitted.push(...pieces.map((piece, index) => ({ ...piece, score: at(scores, index) })));
    onPortion?.([...omitted]);
  }
  return omitted;
}

function portionsOf<Item>(items: readonly Item[], size = Math.max(1, items.length)): (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
