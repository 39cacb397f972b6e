import { groupBy } from '../../core/groupBy.ts';
import { Random } from '../../evaluation/statistics/random.ts';
import type { PairLossName } from '../loss/pairLoss.ts';
import { agreementOf } from '../trial/agreement.ts';
import { foldsOf } from '../trial/folds.ts';
import { correlationOf } from '../trial/heldOutScores.ts';
import { labelsOf, sourcesOf, type Labels } from '../trainingSet.ts';
import type { HoldSettings } from './chooseHold.ts';
import type { LastLayers } from './lastLayers.ts';
import { SCORE_LESSON, voteLesson, type Lesson } from './lesson.ts';
import { othersTurn } from './othersTurn.ts';
import type { Hold } from './recalibrate.ts';

/** How well heads that learned from so many votes agree with others. */
export interface CurvePoint {
  readonly votes: number;
  readonly agreement: number;
}

/** Of what is there to learn from. Whether the last step still gains says whether more votes would help. */
const PARTS = [0.25, 0.5, 1];
const FOLDS = 5;

/** How much alike scores are to people's, of heads that learned from so many. */
export interface ScoreCurvePoint {
  readonly grades: number;
  /** Spearman's, the mean over the heads. */
  readonly correlation: number;
}

type CurveSettings = Pick<HoldSettings, 'seed' | 'signal'>;

/** Each point over all votes, every one by heads that knew nothing of its source. Throws `AbortError`. */
export async function learningCurve(
  last: LastLayers,
  labels: Labels,
  hold: Hold,
  { loss, ...settings }: CurveSettings & { readonly loss: PairLossName },
): Promise<CurvePoint[]> {
  const steps = await curveSteps(last, labels, { hold, lesson: voteLesson(loss) }, settings);
  return steps.flatMap(({ learnedFrom, results }) => {
    const agreement = agreementOf(results);
    return agreement === undefined ? [] : [{ votes: learnedFrom, agreement }];
  });
}

/** The same of scores. */
export async function scoreCurve(
  last: LastLayers,
  labels: Labels,
  hold: Hold,
  settings: CurveSettings,
): Promise<ScoreCurvePoint[]> {
  const steps = await curveSteps(last, labels, { hold, lesson: SCORE_LESSON }, settings);
  return steps.map(({ learnedFrom, results }) => {
    const heads = [...groupBy(results, ({ of }) => of).values()];
    const correlation = heads.reduce((sum, own) => sum + correlationOf(own) / heads.length, 0);
    return { grades: learnedFrom, correlation };
  });
}

async function curveSteps<Result extends { readonly error: number }>(
  last: LastLayers,
  labels: Labels,
  { hold, lesson }: { readonly hold: Hold; readonly lesson: Lesson<Result> },
  { seed, signal }: CurveSettings,
): Promise<{ readonly learnedFrom: number; readonly results: readonly Result[] }[]> {
  const folds = foldsOf(labels, FOLDS, seed);
  const steps = [];
  for (const part of PARTS) {
    const results: Result[] = [];
    let learnedFrom = 0;
    for (const { learned, held } of folds) {
      await othersTurn(signal);
      const some = partOf(learned, part, seed);
      learnedFrom += (some.votes.length + some.grades.length) / folds.length;
      results.push(...lesson.results(last, { learned: some, held }, lesson.learn(last, some, hold)));
    }
    steps.push({ learnedFrom: Math.round(learnedFrom), results });
  }
  return steps;
}

function partOf(labels: Labels, part: number, seed: number): Labels {
  const sources = new Random(seed, 2).shuffled(sourcesOf(labels));
  const chosen = new Set(sources.slice(0, Math.ceil(part * sources.length)));
  return labelsOf(labels, (source) => chosen.has(source));
}
