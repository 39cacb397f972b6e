import { EditRewardError } from '../../../core/errors.ts';
import type { Manifest } from '../../../core/modelPackage/manifest.ts';
import { labelOfKey, type CandidateScore } from '../../../core/score/score.ts';
import type { ReportedModel } from '../../../core/score/scoreReport.ts';
import { candidateNoun, hasSource } from '../../../core/task.ts';
import { DIMENSIONS } from '../../../nano/dimension.ts';
import { nanoReport, type GradedCase } from '../../../nano/report.ts';
import { CANDIDATES_PER_SCENE, nanoCase } from '../../../nano/suite.ts';
import { openModelPackage, type ModelPackage } from '../../../packages/modelPackage.ts';
import { EXIT_OK } from '../../command.ts';
import { withInterrupt } from '../../interrupt.ts';
import type { LiveModel } from '../../liveModel.ts';
import { directoryFolder } from '../../nodeFiles.ts';
import { ProgressDisplay } from '../../progressDisplay.ts';
import { describeModel, loadModel } from '../loadModel.ts';
import type { NanoOptions } from './evaluateArgs.ts';
import { scoreNanoCase } from './scoreNanoCase.ts';
import { nanoTables, type NanoSuiteReport } from './nanoTables.ts';

/** A model does not score what the suite is about. */
export class UnfitModelError extends EditRewardError {
  override readonly name = 'UnfitModelError';
}

/** A model being evaluated, and its scores so far: of each candidate, by case. */
interface Contestant {
  readonly description: ReportedModel;
  readonly model: LiveModel;
  readonly scores: CandidateScore[][];
}

/** Scores the drawn cases with every package, prints the report on standard output. */
export function evaluateNano(options: NanoOptions): Promise<number> {
  return withInterrupt(async (signal) => {
    const display = new ProgressDisplay(process.stderr);
    const contestants: Contestant[] = [];
    try {
      await loadAll(options, contestants, display, signal);
      const cases = await scoreAll(options, contestants, display, signal);
      display.clear();
      const report = suiteReport(options, cases, contestants);
      console.log(options.json ? JSON.stringify(report, undefined, 2) : nanoTables(report));
      return EXIT_OK;
    } catch (error) {
      display.clear();
      throw error;
    } finally {
      for (const { model } of contestants) await model.dispose();
    }
  });
}

/** Adds to `contestants` as they are loaded, so that the caller can dispose of them when a later one fails. */
async function loadAll(
  { models: paths, wish }: NanoOptions,
  contestants: Contestant[],
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<void> {
  // All manifests before the first model: a wrong path shows at once.
  const packages: { path: string; modelPackage: ModelPackage }[] = [];
  for (const path of paths) {
    const modelPackage = await openModelPackage(directoryFolder(path));
    checkFit(path, modelPackage.manifest);
    packages.push({ path, modelPackage });
  }
  for (const { path, modelPackage } of packages) {
    const model = await loadModel({ modelPackage, path, wish }, display, signal);
    contestants.push({ description: describeModel(modelPackage), model, scores: [] });
  }
}

/** Throws {@link UnfitModelError} for a model that does not score what the suite's edits are graded in. */
function checkFit(path: string, { heads, task }: Manifest): void {
  const fits = hasSource(task) && DIMENSIONS.every((dimension) => heads.some(({ key }) => key === dimension));
  if (fits) return;
  const scored = heads.map(({ label }) => label.toLowerCase()).join(' and ');
  throw new UnfitModelError(
    `${path} cannot take this suite: it is of edits, graded in ${DIMENSIONS.map(labelOfKey).join(' and ').toLowerCase()}, ` +
      `and the model scores ${scored} of ${candidateNoun(task)}s. Choose a model of EditReward.`,
    { file: path },
  );
}

async function scoreAll(
  { scenes, seed }: NanoOptions,
  contestants: readonly Contestant[],
  display: ProgressDisplay,
  signal: AbortSignal,
): Promise<GradedCase[]> {
  display.start();
  const cases: GradedCase[] = [];
  for (let index = 0; index < scenes; index++) {
    display.show({ label: `Scoring scene ${index + 1} of ${scenes}`, unit: 'parts', done: index, total: scenes });
    const drawn = nanoCase(seed, index);
    for (const { model, scores } of contestants) scores.push(await scoreNanoCase(model, drawn, signal));
    // Without the pictures, which would fill the memory.
    cases.push({ type: drawn.type, candidates: drawn.candidates.map(({ grades }) => ({ grades })) });
  }
  return cases;
}

function suiteReport(
  { scenes, seed }: NanoOptions,
  cases: readonly GradedCase[],
  contestants: readonly Contestant[],
): NanoSuiteReport {
  const runs = contestants.map(({ description, model, scores }) => ({
    model: description,
    device: model.device,
    scores,
  }));
  return {
    suite: { name: 'nano', scenes, seed, candidatesPerScene: CANDIDATES_PER_SCENE },
    models: nanoReport(cases, runs),
  };
}
