import { at } from '../../core/at.ts';
import type { PairLossName } from '../loss/pairLoss.ts';
import { meanError, voteResults, type VoteResult } from '../trial/agreement.ts';
import { compareHeldOut, type HeldOut } from '../trial/heldOut.ts';
import { foldsOf, type Fold } from '../trial/folds.ts';
import type { Labels } from '../trainingSet.ts';
import { isClearlyNearer } from '../trial/isClearlyNearer.ts';
import { outputsOf, type LastLayers } from './lastLayers.ts';
import { atBestScale } from './originalScale.ts';
import { othersTurn } from './othersTurn.ts';
import { recalibrate, type Hold, type Recalibration } from './recalibrate.ts';

/** Changes only how much each head counts, which few votes can tell. */
const SHARES_ALONE: Hold = { layers: Infinity, shares: 3 };
/** From strongest to weakest. */
const HOLDS: readonly Hold[] = [
  SHARES_ALONE,
  { layers: 10, shares: 3 },
  { layers: 1, shares: 3 },
  { layers: 0.1, shares: 3 },
];
/** A fifth is held out at a time, and of the rest a quarter to choose the hold by. */
const OUTER_FOLDS = 5;
const INNER_FOLDS = 4;
/** From so many votes on, one inner fold tells the hold as well as four, and the time counts. */
const MANY_VOTES = 1000;

export interface RecalibrationSettings {
  readonly loss: PairLossName;
  readonly seed: number;
  readonly signal?: AbortSignal | undefined;
  /** How many of all trials are done. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface ChosenRecalibration extends Recalibration {
  readonly hold: Hold;
  /** Undefined where there are too few votes to hold any out. */
  readonly heldOut: HeldOut | undefined;
}

/**
 * Recalibrates with the hold that cross-validation by source chooses. What it says of held-out votes is of heads that knew nothing
 * of them: the hold was chosen anew, without them, for each fold. Throws `AbortError`.
 */
export async function chooseRecalibration(
  last: LastLayers,
  labels: Labels,
  settings: RecalibrationSettings,
): Promise<ChosenRecalibration> {
  const search = new HoldSearch(last, labels, settings);
  const original: VoteResult[] = [];
  const taste: VoteResult[] = [];
  for (const fold of search.folds) {
    const hold = await search.choose(fold.learned);
    taste.push(...(await search.tryHold(fold, hold)));
    original.push(...search.tryOriginal(fold));
  }
  const hold = await search.choose(labels);
  const heldOut = search.folds.length > 1 ? compareHeldOut(original, taste) : undefined;
  return { ...recalibrate(last, labels, settings.loss, hold), hold, heldOut };
}

class HoldSearch {
  readonly folds: readonly Fold[];
  readonly #last: LastLayers;
  readonly #settings: RecalibrationSettings;
  readonly #total: number;
  #done = 0;

  constructor(last: LastLayers, labels: Labels, settings: RecalibrationSettings) {
    this.#last = last;
    this.#settings = settings;
    this.folds = foldsOf(labels, OUTER_FOLDS, settings.seed);
    const searched = [labels, ...this.folds.map(({ learned }) => learned)];
    const tried = searched.reduce((sum, one) => sum + this.#innerFolds(one).length * HOLDS.length, 0);
    this.#total = tried + this.folds.length;
  }

  /**
   * The hold with which votes of sources that were not learned from are judged best. Layers move only where that is clearly better
   * than shares alone: a few votes often speak for them by luck.
   */
  async choose(labels: Labels): Promise<Hold> {
    const folds = this.#innerFolds(labels);
    const tried: { readonly hold: Hold; readonly results: readonly VoteResult[]; readonly error: number }[] = [];
    for (const hold of HOLDS) {
      const results: VoteResult[] = [];
      for (const fold of folds) results.push(...(await this.tryHold(fold, hold)));
      tried.push({ hold, results, error: meanError(results) });
    }
    const best = at(
      tried.toSorted((a, b) => a.error - b.error),
      0,
    );
    return isClearlyNearer(best.results, at(tried, 0).results) ? best.hold : SHARES_ALONE;
  }

  #innerFolds(labels: Labels): Fold[] {
    const all = foldsOf(labels, INNER_FOLDS, this.#settings.seed + 1);
    return labels.votes.length > MANY_VOTES ? all.slice(0, 1) : all;
  }

  async tryHold({ learned, held }: Fold, hold: Hold): Promise<VoteResult[]> {
    const { loss, signal, onProgress } = this.#settings;
    onProgress?.(this.#done++, this.#total);
    await othersTurn(signal);
    const { layers, shares } = recalibrate(this.#last, learned, loss, hold);
    return voteResults(held.votes, outputsOf(this.#last, layers), shares);
  }

  tryOriginal({ learned, held }: Fold): VoteResult[] {
    const { loss } = this.#settings;
    const { layers, shares } = this.#last;
    const outputs = outputsOf(this.#last, layers);
    const scaled = atBestScale(loss, outputs, shares, learned)(outputs);
    return voteResults(held.votes, scaled, shares);
  }
}
