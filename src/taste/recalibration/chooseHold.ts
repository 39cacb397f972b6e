import { at } from '../../core/at.ts';
import type { PairLossName } from '../loss/pairLoss.ts';
import { requireNumber } from '../noNumbersError.ts';
import { isTaught, type Labels } from '../trainingSet.ts';
import { meanError } from '../trial/agreement.ts';
import { foldsOf, type Fold } from '../trial/folds.ts';
import { compareHeldOut, type HeldOut } from '../trial/heldOut.ts';
import { isClearlyNearer, type Judged } from '../trial/isClearlyNearer.ts';
import type { LastLayers } from './lastLayers.ts';
import { voteLesson, type Lesson } from './lesson.ts';
import { othersTurn } from './othersTurn.ts';
import type { Hold, Recalibration } from './recalibrate.ts';

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
/** From so many labels on, one inner fold tells the hold as well as four, and the time counts. */
const MANY_LABELS = 1000;

export interface HoldSettings {
  readonly seed: number;
  readonly signal?: AbortSignal | undefined;
  /** How many of all trials are done. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface RecalibrationSettings extends HoldSettings {
  readonly loss: PairLossName;
}

/** Labels, and the hold that is best for what they teach. */
export interface HeldLabels {
  readonly labels: Labels;
  readonly hold: Hold;
}

export interface ChosenRecalibration extends Recalibration {
  readonly parts: readonly HeldLabels[];
  /** Undefined where there are too few votes to hold any out. */
  readonly heldOut: HeldOut | undefined;
}

/** Recalibrates from votes, and says how well that agrees with votes that were held out. Throws `AbortError`. */
export async function chooseRecalibration(
  last: LastLayers,
  labels: Labels,
  settings: RecalibrationSettings,
): Promise<ChosenRecalibration> {
  const { original, taste, ...chosen } = await chooseHolds(last, labels, voteLesson(settings.loss), settings);
  return { ...chosen, heldOut: compareHeldOut(original, taste) };
}

/** A recalibration with the holds that were chosen, and what was said of held-out labels. */
export interface ChosenHolds<Result> extends Recalibration {
  readonly parts: readonly HeldLabels[];
  /** Without any where there are too few labels to hold some out. At the same place both are of the same label. */
  readonly original: readonly Result[];
  readonly taste: readonly Result[];
}

/**
 * Recalibrates, with a hold for each head that has labels of its own: one head may agree with people while another has much to learn.
 * Throws `AbortError`.
 */
export async function chooseHolds<Result extends Judged>(
  last: LastLayers,
  labels: Labels,
  lesson: Lesson<Result>,
  settings: HoldSettings,
): Promise<ChosenHolds<Result>> {
  const parts = labelsApart(labels);
  const { layers, shares } = last;
  let chosen: ChosenHolds<Result> = { layers, shares, parts: [], original: [], taste: [] };
  for (const [place, part] of parts.entries()) {
    const onProgress = (done: number, total: number) =>
      settings.onProgress?.(place * total + done, parts.length * total);
    chosen = joined(chosen, part, await chooseHold(last, part, lesson, { ...settings, onProgress }));
  }
  return chosen;
}

/** Labels that are learned from together: those of each head, or all, where some are of the whole. */
function labelsApart(labels: Labels): Labels[] {
  const heads = new Set([...labels.votes, ...labels.grades].map(({ of }) => of));
  if (heads.has('overall')) return [labels];
  return Array.from(heads, (head) => ({
    votes: labels.votes.filter(({ of }) => of === head),
    grades: labels.grades.filter(({ of }) => of === head),
  }));
}

function joined<Result>(
  chosen: ChosenHolds<Result>,
  labels: Labels,
  { layers, shares, hold, original, taste }: ChosenHold<Result>,
): ChosenHolds<Result> {
  return {
    layers: layers.map((layer, head) => (isTaught(head, labels) ? layer : at(chosen.layers, head))),
    // Labels of single heads teach nothing of how much each counts.
    shares,
    parts: [...chosen.parts, { labels, hold }],
    original: [...chosen.original, ...original],
    taste: [...chosen.taste, ...taste],
  };
}

type ChosenHold<Result> = Recalibration & { readonly hold: Hold } & Pick<ChosenHolds<Result>, 'original' | 'taste'>;

/**
 * Recalibrates with the hold that cross-validation by source chooses. What it says of held-out labels is of heads that knew nothing
 * of them: the hold was chosen anew, without them, for each fold. Throws `AbortError`.
 */
async function chooseHold<Result extends Judged>(
  last: LastLayers,
  labels: Labels,
  lesson: Lesson<Result>,
  settings: HoldSettings,
): Promise<ChosenHold<Result>> {
  const search = new HoldSearch(last, labels, lesson, settings);
  const original: Result[][] = [];
  const taste: Result[][] = [];
  for (const fold of search.folds) {
    const hold = await search.choose(fold.learned);
    taste.push(await search.tryHold(fold, hold));
    original.push(lesson.resultsOfOriginal(last, fold));
  }
  const hold = await search.choose(labels);
  const isHeldOut = search.folds.length > 1;
  const heldOut = { original: isHeldOut ? original.flat() : [], taste: isHeldOut ? taste.flat() : [] };
  return { ...lesson.learn(last, labels, hold), hold, ...heldOut };
}

class HoldSearch<Result extends Judged> {
  readonly folds: readonly Fold[];
  readonly #last: LastLayers;
  readonly #lesson: Lesson<Result>;
  readonly #settings: HoldSettings;
  readonly #total: number;
  #done = 0;

  constructor(last: LastLayers, labels: Labels, lesson: Lesson<Result>, settings: HoldSettings) {
    this.#last = last;
    this.#lesson = lesson;
    this.#settings = settings;
    this.folds = foldsOf(labels, OUTER_FOLDS, settings.seed);
    const searched = [labels, ...this.folds.map(({ learned }) => learned)];
    const tried = searched.reduce((sum, one) => sum + this.#innerFolds(one).length * HOLDS.length, 0);
    this.#total = tried + this.folds.length;
  }

  /**
   * The hold with which labels of sources that were not learned from are judged best. Layers move only where that is clearly better
   * than shares alone: a few labels often speak for them by luck. Throws `NoNumbersError` and `AbortError`.
   */
  async choose(labels: Labels): Promise<Hold> {
    const folds = this.#innerFolds(labels);
    const tried: { readonly hold: Hold; readonly results: readonly Result[]; readonly error: number }[] = [];
    for (const hold of HOLDS) {
      const ofFolds: Result[][] = [];
      for (const fold of folds) ofFolds.push(await this.tryHold(fold, hold));
      const results = ofFolds.flat();
      tried.push({ hold, results, error: meanError(results) });
    }
    const sharesAlone = at(tried, 0);
    requireNumber(sharesAlone.error);
    const best = tried.reduce((one, other) => (other.error < one.error ? other : one), sharesAlone);
    return isClearlyNearer(best.results, sharesAlone.results) ? best.hold : SHARES_ALONE;
  }

  #innerFolds(labels: Labels): Fold[] {
    const all = foldsOf(labels, INNER_FOLDS, this.#settings.seed + 1);
    return labels.votes.length + labels.grades.length > MANY_LABELS ? all.slice(0, 1) : all;
  }

  async tryHold(fold: Fold, hold: Hold): Promise<Result[]> {
    const { signal, onProgress } = this.#settings;
    onProgress?.(this.#done++, this.#total);
    await othersTurn(signal);
    return this.#lesson.results(this.#last, fold, this.#lesson.learn(this.#last, fold.learned, hold));
  }
}
