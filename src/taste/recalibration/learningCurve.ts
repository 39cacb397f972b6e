import { groupBy } from '../../core/groupBy.ts';
import { Random } from '../../evaluation/statistics/random.ts';
import type { PairLossName } from '../loss/pairLoss.ts';
import { agreementOf } from '../trial/agreement.ts';
import { foldsOf } from '../trial/folds.ts';
import type { Judged } from '../trial/isClearlyNearer.ts';
import { correlationOf } from '../trial/heldOutScores.ts';
import { labelsOf, sourcesOf, type Labels } from '../trainingSet.ts';
import type { HeldLabels, HoldSettings } from './chooseHold.ts';
import type { LastLayers } from './lastLayers.ts';
import { SCORE_LESSON, voteLesson, type Lesson } from './lesson.ts';
import { othersTurn } from './othersTurn.ts';

/** How well heads that learned from so many votes agree with others. */
export interface CurvePoint {
  readonly votes: number;
  readonly agreement: number;
}

/** Of what is there to learn from. Whether the last step still gains says whether more votes would help. */
const SHARES = [0.25, 0.5, 1];
const FOLDS = 5;

/** How much alike scores are to people's, of heads that learned from so many. */
export interface ScoreCurvePoint {
  readonly grades: number;
  /** Spearman's, the mean over the heads. */
  readonly correlation: number;
}

type CurveSettings = Pick<HoldSettings, 'seed' | 'signal'>;

/**
 * Each point over all votes, every one by heads that knew nothing of its source. Only the hold was chosen with all of them, so a point
 * may be a little too good: what is held out tells how good the heads are. Throws `AbortError`.
 */
export async function learningCurve(
  last: LastLayers,
  parts: readonly HeldLabels[],
  { loss, ...settings }: CurveSettings & { readonly loss: PairLossName },
): Promise<CurvePoint[]> {
  const steps = await curveSteps(last, parts, voteLesson(loss), settings);
  return steps.flatMap(({ learnedFrom, results }) => {
    const agreement = agreementOf(results);
    return agreement === undefined ? [] : [{ votes: learnedFrom, agreement }];
  });
}

/** The same of scores. */
export async function scoreCurve(
  last: LastLayers,
  parts: readonly HeldLabels[],
  settings: CurveSettings,
): Promise<ScoreCurvePoint[]> {
  const steps = await curveSteps(last, parts, SCORE_LESSON, settings);
  return steps.map(({ learnedFrom, results }) => {
    const heads = [...groupBy(results, ({ of }) => of).values()];
    const correlation = heads.reduce((sum, own) => sum + correlationOf(own) / heads.length, 0);
    return { grades: learnedFrom, correlation };
  });
}

/** What heads say of held-out labels, and from how many they learned. */
interface CurveStep<Result> {
  readonly learnedFrom: number;
  readonly results: readonly Result[];
}

async function curveSteps<Result extends Judged>(
  last: LastLayers,
  parts: readonly HeldLabels[],
  lesson: Lesson<Result>,
  settings: CurveSettings,
): Promise<CurveStep<Result>[]> {
  const steps = [];
  for (const share of SHARES) {
    const ofParts = [];
    for (const part of parts) ofParts.push(await curveStep(last, part, { lesson, share }, settings));
    const learnedFrom = ofParts.reduce((sum, one) => sum + one.learnedFrom, 0);
    steps.push({ learnedFrom: Math.round(learnedFrom), results: ofParts.flatMap(({ results }) => results) });
  }
  return steps;
}

async function curveStep<Result extends Judged>(
  last: LastLayers,
  { labels, hold }: HeldLabels,
  { lesson, share }: { readonly lesson: Lesson<Result>; readonly share: number },
  { seed, signal }: CurveSettings,
): Promise<CurveStep<Result>> {
  const folds = foldsOf(labels, FOLDS, seed);
  const ofFolds: Result[][] = [];
  let learnedFrom = 0;
  for (const { learned, held } of folds) {
    await othersTurn(signal);
    const some = partOf(learned, share, seed);
    learnedFrom += (some.votes.length + some.grades.length) / folds.length;
    ofFolds.push(lesson.results(last, { learned: some, held }, lesson.learn(last, some, hold)));
  }
  return { learnedFrom, results: ofFolds.flat() };
}

function partOf(labels: Labels, share: number, seed: number): Labels {
  const sources = new Random(seed, 2).shuffled(sourcesOf(labels));
  const chosen = new Set(sources.slice(0, Math.ceil(share * sources.length)));
  return labelsOf(labels, (source) => chosen.has(source));
}
