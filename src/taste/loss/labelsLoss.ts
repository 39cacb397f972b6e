import { at } from '../../core/at.ts';
import type { HeadScore } from '../../core/score/score.ts';
import type { Labels, LabelledHead } from '../trainingSet.ts';
import { pairLoss, type PairLossName } from './pairLoss.ts';

/** What all heads give for all pictures: by head, mu and log sigma in turns. */
export type HeadOutputs = readonly Float64Array[];

/** The loss of labels, and its derivatives by what the heads gave and by how much each head counts. */
export interface LabelsLoss {
  readonly value: number;
  readonly byOutputs: readonly Float64Array[];
  readonly byShares: Float64Array;
}

/**
 * The sum over all labels. `shares`: how much each head's mu counts in the reward; its log sigma is the mean over the heads, as
 * the official code pools. A grade's loss is the squared error of mu.
 */
export function labelsLoss(
  name: PairLossName,
  { votes, grades }: Labels,
  outputs: HeadOutputs,
  shares: ArrayLike<number>,
): LabelsLoss {
  const sum = new LossSum(outputs, shares);
  for (const { first, second, target, of } of votes) {
    const loss = pairLoss(name, sum.scoreOf(first, of), sum.scoreOf(second, of), target);
    sum.add(
      loss.value,
      [
        [first, loss.first],
        [second, loss.second],
      ],
      of,
    );
  }
  for (const { picture, score, of } of grades) {
    const error = sum.scoreOf(picture, of).mu - score;
    sum.add(error ** 2, [[picture, { mu: 2 * error, logSigma: 0 }]], of);
  }
  return sum;
}

/** The score of a picture by one head or by all. */
export function pooledScore(
  outputs: HeadOutputs,
  shares: ArrayLike<number>,
  picture: number,
  of: LabelledHead,
): HeadScore {
  const heads = of === 'overall' ? [...outputs.keys()] : [of];
  let [mu, logSigma] = [0, 0];
  for (const head of heads) {
    const output = at(outputs, head);
    mu += (of === 'overall' ? at(shares, head) : 1) * at(output, 2 * picture);
    logSigma += at(output, 2 * picture + 1) / heads.length;
  }
  return { mu, logSigma };
}

class LossSum implements LabelsLoss {
  value = 0;
  readonly byOutputs: readonly Float64Array[];
  readonly byShares: Float64Array;
  readonly #outputs: HeadOutputs;
  readonly #shares: ArrayLike<number>;

  constructor(outputs: HeadOutputs, shares: ArrayLike<number>) {
    this.#outputs = outputs;
    this.#shares = shares;
    this.byOutputs = outputs.map(({ length }) => new Float64Array(length));
    this.byShares = new Float64Array(outputs.length);
  }

  scoreOf(picture: number, of: LabelledHead): HeadScore {
    return pooledScore(this.#outputs, this.#shares, picture, of);
  }

  /** `slopes`: by the scores of pictures. */
  add(value: number, slopes: readonly (readonly [number, HeadScore])[], of: LabelledHead): void {
    this.value += value;
    for (const [picture, slope] of slopes) {
      if (of === 'overall') for (const head of this.#outputs.keys()) this.#addShared(head, picture, slope);
      else addTo(at(this.byOutputs, of), picture, slope.mu, slope.logSigma);
    }
  }

  #addShared(head: number, picture: number, { mu, logSigma }: HeadScore): void {
    const share = at(this.#shares, head);
    addTo(at(this.byOutputs, head), picture, share * mu, logSigma / this.#outputs.length);
    const given = at(at(this.#outputs, head), 2 * picture);
    this.byShares[head] = at(this.byShares, head) + mu * given;
  }
}

function addTo(slopes: Float64Array, picture: number, mu: number, logSigma: number): void {
  slopes[2 * picture] = at(slopes, 2 * picture) + mu;
  slopes[2 * picture + 1] = at(slopes, 2 * picture + 1) + logSigma;
}
