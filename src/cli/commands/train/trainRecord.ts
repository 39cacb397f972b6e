import { at } from '../../../core/at.ts';
import type { TasteTraining } from '../../../taste/package/tasteSchema.ts';
import type { Trained } from '../../../taste/trainTaste.ts';
import { sourcesOf, type Labels } from '../../../taste/trainingSet.ts';
import type { OpenedDataset } from '../evaluate/openDataset.ts';
import type { TrainOptions } from './trainArgs.ts';

/** The dimensions that were learned from, and the heads that they belong to. */
export interface DimensionsOfHeads {
  readonly names: readonly string[];
  readonly heads: readonly { readonly key: string }[];
}

/** What a taste says of its training. */
export function recordOf(
  { kind, loss, seed }: TrainOptions,
  { name, sha256 }: OpenedDataset,
  { learned, heldOut, heldOutScores }: Trained,
  dimensions: DimensionsOfHeads | undefined,
): TasteTraining {
  const { votes, grades } = learned;
  const ofHeads = dimensions && dimensionsOf(learned, dimensions);
  return {
    kind,
    loss,
    seed,
    dataset: { name, sha256 },
    votes: votes.length,
    grades: grades.length,
    sources: sourcesOf(learned).length,
    ...(ofHeads && { dimensions: ofHeads }),
    ...(heldOut && { heldOut }),
    ...(heldOutScores && { heldOutScores }),
  };
}

function dimensionsOf({ votes, grades }: Labels, { names, heads }: DimensionsOfHeads) {
  return heads.map(({ key }, head) => ({
    head: key,
    name: at(names, head),
    votes: votes.filter(({ of }) => of === head).length,
    grades: grades.filter(({ of }) => of === head).length,
  }));
}
