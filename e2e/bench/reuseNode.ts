import { createNodeBackend } from '../../src/cli/nodeBackend.ts';
import { directoryFolder } from '../../src/cli/nodeFiles.ts';
import { prepareImage } from '../../src/core/image/modelInput/prepareImage.ts';
import { drawSelfTestImage } from '../../src/core/image/selfTestImage.ts';
import type { CandidateScore } from '../../src/core/score/score.ts';
import { scoreImages } from '../../src/runtime/scoring/scoreImages.ts';
import { loadScoringModel, type ScoringModel } from '../../src/runtime/model/scoringModel.ts';
import { openModelPackage } from '../../src/packages/modelPackage.ts';
import {
  INSTRUCTION,
  PICTURE_SIDE,
  pictureSeeds,
  type ReuseTarget,
  type ScoringTask,
  type TimedScoring,
  type TimedStep,
} from './reuseTarget.ts';

/** The model of the package at `path` in this process. `threads`: default, all cores. */
export async function openInNode(path: string, threads?: number): Promise<ReuseTarget> {
  const model = await loadScoringModel(
    await openModelPackage(directoryFolder(path)),
    createNodeBackend(path, { threads }),
    {},
  );
  return {
    description: `onnxruntime-node, ${threads ?? 'all'} threads`,
    score: (task) => score(model, task),
    processes: () => [process.pid],
    close: () => model.dispose(),
  };
}

async function score(model: ScoringModel, task: ScoringTask): Promise<TimedScoring> {
  const images = pictureSeeds(task).map((seed) =>
    prepareImage(drawSelfTestImage(seed, PICTURE_SIDE, PICTURE_SIDE), model.manifest.imageProcessor, `picture ${seed}`),
  );
  const steps: TimedStep[] = [];
  const scores: CandidateScore[] = [];
  const hooks = {
    reuse: task.reuse,
    onStep: ({ stage, candidate }: Omit<TimedStep, 'atMs'>) =>
      steps.push({ stage, candidate, atMs: performance.now() }),
  };
  const startMs = performance.now();
  const [source, ...edits] = images;
  const candidates = edits.map((image, key) => ({ key, image }));
  for await (const scored of scoreImages(model, { source, candidates, instruction: INSTRUCTION }, hooks)) {
    if ('error' in scored) throw scored.error;
    scores[scored.candidate] = scored.score;
  }
  return { scores, steps, startMs, endMs: performance.now() };
}
