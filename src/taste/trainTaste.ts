import { EditRewardError } from '../core/errors.ts';
import { groupBy } from '../core/groupBy.ts';
import type { PairLossName } from './loss/pairLoss.ts';
import type { TrainingLoss } from './loss/trainingLoss.ts';
import type { MatrixProducts } from './network/matrixProducts.ts';
import { balancedShares } from './keepBalance.ts';
import { requireNumbers } from './noNumbersError.ts';
import { recalibratedHeads, type TrainedHeads } from './package/makeTaste.ts';
import { chooseRecalibration } from './recalibration/chooseHold.ts';
import { readLastLayers } from './recalibration/lastLayers.ts';
import { learningCurve, type CurvePoint, type ScoreCurvePoint } from './recalibration/learningCurve.ts';
import type { TasteHeads } from './tasteHeads.ts';
import { trainOnScores } from './trainOnScores.ts';
import type { Features, Grade, Labels, Vote } from './trainingSet.ts';
import type { HeldOut } from './trial/heldOut.ts';
import type { HeldOutScores } from './trial/heldOutScores.ts';
import { trainWholeHeads } from './wholeHeads/trainWholeHeads.ts';

export type TrainingKind = 'recalibration' | 'wholeHeads';

/** There are too few votes or scores to learn from and to judge by. */
export class TooFewVotesError extends EditRewardError {
  override readonly name = 'TooFewVotesError';
}

export interface TrainingSettings {
  readonly kind: TrainingKind;
  /** `regression` learns from grades, all others from votes. */
  readonly loss: TrainingLoss;
  readonly seed: number;
  readonly products: MatrixProducts;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface Trained {
  readonly heads: TrainedHeads;
  /** What they learned from: without labels of heads that had too few, and stay as they are. */
  readonly learned: Labels;
  readonly heldOut?: HeldOut | undefined;
  readonly heldOutScores?: HeldOutScores | undefined;
  /** Of a recalibration: from fewer votes to more. */
  readonly curve: readonly CurvePoint[];
  readonly scoreCurve: readonly ScoreCurvePoint[];
}

/** With fewer nothing can be said of what is held out. Whole heads keep two tenths of the sources aside. */
export const LEAST_SOURCES: Readonly<Record<TrainingKind, number>> = { recalibration: 10, wholeHeads: 50 };

/** Trains heads, and tries them on labels that they did not learn from. Throws {@link TooFewVotesError}, `NoNumbersError` and `AbortError`. */
export async function trainTaste(
  original: TasteHeads,
  features: Features,
  labels: Labels,
  { loss, ...settings }: TrainingSettings,
): Promise<Trained> {
  requireNumbers(features);
  const learned = learnable(labels, { loss, kind: settings.kind });
  if (loss === 'regression') {
    return { ...(await trainOnScores(original, features, learned, settings)), learned, curve: [] };
  }
  const train = settings.kind === 'recalibration' ? recalibrateHeads : trainAnew;
  const { heads, ...trained } = await train(original, features, learned, { ...settings, loss });
  const isOfHeads = learned.votes.every(({ of }) => of !== 'overall');
  const shares = isOfHeads ? await balancedShares(original, heads, features, learned, settings.products) : heads.shares;
  return { ...trained, heads: { ...heads, shares }, learned, scoreCurve: [] };
}

/** What is learned from: the labels of heads that have enough. Throws {@link TooFewVotesError} where none has. */
export function learnable({ votes, grades }: Labels, { loss, kind }: Pick<TrainingSettings, 'loss' | 'kind'>): Labels {
  if (loss === 'regression') return { votes: [], grades: enoughOf(grades, kind, OF_SCORES) };
  return { votes: enoughOf(votes, kind, OF_VOTES), grades: [] };
}

const OF_VOTES = { are: 'There are votes', more: 'Vote on more pictures.' };
const OF_SCORES = { are: 'There are scores', more: 'Score more pictures.' };

/** The labels of heads that have enough. Throws where none has. */
function enoughOf<Label extends Vote | Grade>(
  labels: readonly Label[],
  kind: TrainingKind,
  { are, more }: typeof OF_VOTES,
): Label[] {
  const heads = Array.from(groupBy(labels, ({ of }) => of).values(), (own) => ({ own, count: countSources(own) }));
  const enough = heads.filter(({ count }) => count >= LEAST_SOURCES[kind]);
  if (enough.length > 0) return enough.flatMap(({ own }) => own);
  const most = Math.max(0, ...heads.map(({ count }) => count));
  const ofHead = heads.length > 1 ? ' at most for a head' : '';
  throw new TooFewVotesError(
    `${are} on ${most} sources${ofHead}, and ${LEAST_SOURCES[kind]} are needed: some have to be held out to tell whether anything was ` +
      `learned. ${more}`,
  );
}

function countSources(labels: readonly (Vote | Grade)[]): number {
  return new Set(labels.map(({ source }) => source)).size;
}

type VoteSettings = TrainingSettings & { readonly loss: PairLossName };
type TrainedOnVotes = Pick<Trained, 'heads' | 'heldOut' | 'curve'>;

async function recalibrateHeads(
  original: TasteHeads,
  features: Features,
  labels: Labels,
  settings: VoteSettings,
): Promise<TrainedOnVotes> {
  const last = await readLastLayers(original, features, settings.products);
  const chosen = await chooseRecalibration(last, labels, settings);
  const curve = await learningCurve(last, chosen.parts, settings);
  return { heads: recalibratedHeads(original, chosen), heldOut: chosen.heldOut, curve };
}

async function trainAnew(
  original: TasteHeads,
  features: Features,
  labels: Labels,
  settings: VoteSettings,
): Promise<TrainedOnVotes> {
  const { heads, shares, heldOut } = await trainWholeHeads(original, features, labels, settings);
  return { heads: { heads, shares, firstLayer: 0 }, heldOut, curve: [] };
}
