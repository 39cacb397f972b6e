import { normalCdf } from '../../core/score/ranking.ts';

/** A mean over a normal variable, with its derivatives by that variable's mean and standard deviation. */
export interface NormalMean {
  readonly value: number;
  readonly byMean: number;
  readonly bySd: number;
}

/**
 * Up to this standard deviation the sum runs over the normal variable, beyond over the logistic one. The sigmoid's nearest pole is
 * pi / sd away, so a sum of equal steps is wrong by about exp(-2 pi^2 / (sd step)): 4e-12 at most.
 */
const MOST_NORMAL_SD = 3;
const FINE_STEP = 0.25;
/** Most models are surer than this, and half as many terms do. */
const MOST_COARSE_SD = 1.2;
const COARSE_STEP = 0.5;
/** Standard deviations: outside there is 1e-15 of the normal distribution. */
const NORMAL_REACH = 8;
/** Outside there is 1e-17 of the logistic distribution. */
const LOGISTIC_REACH = 40;
const LOGISTIC_STEP = 0.5;

interface Node {
  readonly at: number;
  readonly weight: number;
}

const FINE_NODES = nodes(NORMAL_REACH, FINE_STEP, normalDensity);
const COARSE_NODES = nodes(NORMAL_REACH, COARSE_STEP, normalDensity);
const LOGISTIC_NODES = nodes(LOGISTIC_REACH, LOGISTIC_STEP, (x) => sigmoid(x) * sigmoid(-x));

function nodes(reach: number, step: number, density: (at: number) => number): Node[] {
  return Array.from({ length: (2 * reach) / step + 1 }, (_, k) => {
    const at = -reach + k * step;
    return { at, weight: step * density(at) };
  });
}

export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

/** -log sigmoid(x). */
export function softplusOfMinus(x: number): number {
  return Math.max(0, -x) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** The mean of sigmoid(z), z normal: the chance that what is better by z is preferred. */
export function meanSigmoid(mean: number, sd: number): NormalMean {
  return sd <= MOST_NORMAL_SD ? sigmoidOverNormal(mean, sd) : sigmoidOverLogistic(mean, sd);
}

function sigmoidOverNormal(mean: number, sd: number): NormalMean {
  let [value, byMean, bySd] = [0, 0, 0];
  for (const { at, weight } of sd <= MOST_COARSE_SD ? COARSE_NODES : FINE_NODES) {
    const share = sigmoid(mean + sd * at);
    const slope = share * (1 - share);
    value += weight * share;
    byMean += weight * slope;
    bySd += weight * slope * at;
  }
  return { value, byMean, bySd };
}

/** sigmoid(z) is the chance that a logistic variable is below z. */
function sigmoidOverLogistic(mean: number, sd: number): NormalMean {
  let [value, byMean, bySd] = [0, 0, 0];
  for (const { at, weight } of LOGISTIC_NODES) {
    const x = (mean - at) / sd;
    const density = (weight * normalDensity(x)) / sd;
    value += weight * normalCdf(x);
    byMean += density;
    bySd -= density * x;
  }
  return { value, byMean, bySd };
}

/** The mean of -log sigmoid(z), z normal. */
export function meanLogLoss(mean: number, sd: number): NormalMean {
  return sd <= MOST_NORMAL_SD ? logLossOverNormal(mean, sd) : logLossOverLogistic(mean, sd);
}

function logLossOverNormal(mean: number, sd: number): NormalMean {
  let [value, byMean, bySd] = [0, 0, 0];
  for (const { at, weight } of sd <= MOST_COARSE_SD ? COARSE_NODES : FINE_NODES) {
    const z = mean + sd * at;
    const slope = weight * sigmoid(-z);
    value += weight * softplusOfMinus(z);
    byMean -= slope;
    bySd -= slope * at;
  }
  return { value, byMean, bySd };
}

/** -log sigmoid(z) is the mean of how far a logistic variable is above z, where it is. */
function logLossOverLogistic(mean: number, sd: number): NormalMean {
  let [value, byMean, bySd] = [0, 0, 0];
  for (const { at, weight } of LOGISTIC_NODES) {
    const x = (at - mean) / sd;
    const [above, density] = [normalCdf(x), normalDensity(x)];
    value += weight * sd * (x * above + density);
    byMean -= weight * above;
    bySd += weight * density;
  }
  return { value, byMean, bySd };
}

function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}
