import type { TokenGrid } from '../model/tokenPositions.ts';
import type { CandidateScore } from '../score/score.ts';
import type { ImageInput, ImageOrientation } from '../score/scoreRequest.ts';
import type { BlockRegion } from './blockRegion.ts';

/**
 * What is put over a part of a candidate. `source`: the source's own pixels at that place, as if nothing had been done there.
 * `mean`: the candidate's mean colour.
 */
export type Cover = 'source' | 'mean';

/** A candidate as it is, or with something taken away from what the model is shown. */
export type Variant =
  | { readonly kind: 'whole' }
  | { readonly kind: 'covered'; readonly region: BlockRegion }
  | { readonly kind: 'text'; readonly instruction: string };

/** Variants of one candidate, to be scored with one source. */
export interface VariantsToScore {
  readonly instruction: string;
  readonly cover: Cover;
  readonly variants: readonly Variant[];
}

/** The same with pictures as the user gave them. */
export interface VariantsRequest extends VariantsToScore {
  /** Where the model's task has one, and only there. */
  readonly source?: ImageInput | undefined;
  readonly candidate: ImageInput;
  readonly orientation: ImageOrientation;
}

export interface VariantScores {
  /** The candidate's merge blocks, which regions count in. */
  readonly grid: TokenGrid;
  /** One for each variant, in their order. */
  readonly scores: readonly CandidateScore[];
}

/** How far it is, from 0 to 1. */
export interface VariantsProgress {
  readonly type: 'variants';
  readonly share: number;
}
