import { at } from '../../core/at.ts';
import { batchOf } from '../batches.ts';
import { atBestScale } from '../recalibration/originalScale.ts';
import type { TasteHeads } from '../tasteHeads.ts';
import { labelsOf, sourcesOf, type Features, type Labels } from '../trainingSet.ts';
import { voteResults, type VoteResult } from '../trial/agreement.ts';
import { foldsOf, type Fold } from '../trial/folds.ts';
import { compareHeldOut, type HeldOut } from '../trial/heldOut.ts';
import { headOutputs, learnWholeHeads, type StoppedLabels, type WholeHeadsSettings } from './learnWholeHeads.ts';

export interface WholeHeads extends TasteHeads {
  /** After which round over all votes they were best on votes that were kept aside to tell. */
  readonly epoch: number;
  readonly heldOut: HeldOut | undefined;
}

/** A tenth of the sources tells when to stop, and another tenth how good the heads are: neither is learned from. */
const FOLDS = 10;

/**
 * Draws heads of the original's sizes anew, and trains them on votes. A head without votes stays the original's. With the same
 * products and seed they come out the same. Throws `AbortError`.
 */
export async function trainWholeHeads(
  original: TasteHeads,
  features: Features,
  labels: Labels,
  settings: WholeHeadsSettings,
): Promise<WholeHeads> {
  const { held, ...learned } = splitLabels(labels, settings.seed);
  const { taste, epoch } = await learnWholeHeads(original, features, learned, settings);
  const before = await resultsOfOriginal(original, features, { learned: learned.labels, held }, settings);
  const after = await resultsOf(taste, features, held, settings);
  return { ...taste, epoch, heldOut: compareHeldOut(before, after) };
}

/** Labels to learn from, those that tell when to stop, and those that tell how good the heads are: of other sources each. */
export function splitLabels(labels: Labels, seed: number): StoppedLabels & { readonly held: Labels } {
  const folds = foldsOf(labels, FOLDS, seed);
  const [{ held, learned }, { held: stop }] = [at(folds, 0), at(folds, 1)];
  const stopping = new Set(sourcesOf(stop));
  return { labels: labelsOf(learned, (source) => !stopping.has(source)), stop, held };
}

async function resultsOf(
  { heads, shares }: TasteHeads,
  features: Features,
  labels: Labels,
  { products }: WholeHeadsSettings,
): Promise<VoteResult[]> {
  const batch = batchOf([labels]);
  return voteResults(batch.labels.votes, await headOutputs(heads, features, batch.rows, products), shares);
}

/** At the scale that is best for what was learned from: that others are as sure as the voter is no other taste. */
async function resultsOfOriginal(
  { heads, shares }: TasteHeads,
  features: Features,
  { learned, held }: Fold,
  { loss, products }: WholeHeadsSettings,
): Promise<VoteResult[]> {
  const [known, trial] = [batchOf([learned]), batchOf([held])];
  const outputs = await headOutputs(heads, features, known.rows, products);
  const scaled = atBestScale(loss, outputs, shares, known.labels);
  return voteResults(trial.labels.votes, scaled(await headOutputs(heads, features, trial.rows, products)), shares);
}
